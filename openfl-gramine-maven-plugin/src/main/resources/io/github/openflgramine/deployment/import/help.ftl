#!/bin/sh
# Imports the certificate of [=actor], after it is checked, and the federation's certificate chain.
#
#   ./import ANSWER.zip [SHA384]      SHA384: of the chain, which the authority has told you; else you are asked
