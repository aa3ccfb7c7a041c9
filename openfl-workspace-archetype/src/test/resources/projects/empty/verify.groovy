own = ['.gitlab-ci.yml']
lines = [plan: 'TO FILL IN', readme: 'An experiment still to be written.']
def properties = evaluate(new File(basedir, '../workspace.groovy'))
assert properties.'gramine.enclaveSize' == '4G'
