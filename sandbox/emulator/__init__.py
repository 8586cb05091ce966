"""An emulated AWS on this machine, in a process of its own: ministack, with what it does wrong put right."""
