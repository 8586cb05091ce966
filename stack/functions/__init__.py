"""The source of the Lambda function: it stores records, answers for its health and watches over recovery.

The deployment archive carries this package as ``functions``, so its modules import one another relatively and
import nothing of the stack around them.
"""
