#!/bin/sh
# Verifies this kit and its image, as far as that needs neither Java nor Maven.
#
#   ./verify PUBLIC.pem      the public key of who released the kit, received out of band
#
# Anyone who can replace the kit can also replace this script. Before its first use, check it with the commands in README.md.
