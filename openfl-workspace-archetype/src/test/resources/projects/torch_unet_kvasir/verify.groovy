own = [
    'constraints-debian.txt', 'constraints-wheels.txt', 'src/dataloader.py', 'src/network.py', 'src/synthetic.py',
    'src/taskrunner.py',
]
lines = [plan: 'rounds_to_train: 40\n', readme: 'Learns to mark polyps']
def properties = evaluate(new File(basedir, '../workspace.groovy'))
assert properties.'gramine.enclaveSize' == '16G'
assert properties.'openfl.constraints' == 'constraints-wheels.txt'
assert properties.'gramine.emptyUnusedLibraries'.text().tokenize(',').containsAll(['libopencv_*.so*', 'libzmq.so*'])
