own = ['.gitlab-ci.yml', 'src/dataloader.py', 'src/taskrunner.py']
lines = [plan: 'TO CHANGE', readme: 'The beginning of an experiment of your own.']
def properties = evaluate(new File(basedir, '../workspace.groovy'))
assert properties.'gramine.enclaveSize' == '4G'
