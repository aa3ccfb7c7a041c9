own = ['constraints.txt', 'src/alphabet.py', 'src/dataloader.py', 'src/seeded.py', 'src/synthetic.py', 'src/taskrunner.py']
lines = [plan: 'rounds_to_train: 10\n', readme: 'Learns to translate short English sentences']
def properties = evaluate(new File(basedir, '../workspace.groovy'))
assert properties.'gramine.enclaveSize' == '8G'
assert properties.'openfl.constraints' == 'constraints.txt'
