own = ['src/dataloader.py', 'src/taskrunner.py']
lines = [plan: 'rounds_to_train: 5\n', readme: 'Learns to read handwritten digits']
def properties = evaluate(new File(basedir, '../workspace.groovy'))
assert properties.'gramine.enclaveSize' == '4G'
