#!/bin/sh
# Verifies this kit and its image, without Maven; without Java, all but the enclaves' measurements.
#
#   ./verify PUBLIC.pem      the public key of who released the kit, received out of band
[#if jarSha256?has_content]
#
# The whole verdict on the image is openfl-gramine.jar's, which this kit names by its SHA-256: in this directory, in its parent, or
# KIT_JAR=FILE. It needs Java 17, or an image that has it: KIT_JRE=IMAGE.
[/#if]
#
# Anyone who can replace the kit can also replace this script. Before its first use, check it with the commands in README.md.
