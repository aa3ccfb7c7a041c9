[#-- The directories that the actor writes to. --]
for directory in [#list writable as directory][=sh(directory)][#sep] [/#list]; do mkdir -p "$kit/$directory"; done

