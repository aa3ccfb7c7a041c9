own = ['src/dataloader.py', 'src/synthetic.py', 'src/taskrunner.py']
lines = [plan: 'rounds_to_train: 20\n', readme: 'Learns to tell collisions']
def properties = evaluate(new File(basedir, '../workspace.groovy'))
assert properties.'gramine.enclaveSize' == '8G'
