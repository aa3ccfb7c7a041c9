// A refused name or template says in one line what is allowed, and nothing that was not there before stays behind.
def log = new File(basedir, 'build.log').text
assert log.contains("artifactId 'My.Experiment' cannot name a Docker image and an OpenFL workspace. Allowed: lower case letters")
assert log.contains("artifactId '../outside' cannot name")
assert log.contains("There is no template 'torch'. Choose -Dtemplate=empty, keras_nlp, numpy, torch_cnn_histology or torch_unet_kvasir.")
assert log =~ /taken already holds README.md. Choose another artifactId or an empty folder./
assert !log.contains('\tat ')

assert new File(basedir, 'my-experiment/src/taskrunner.py').file
assert basedir.list().findAll { !it.startsWith('.') && new File(basedir, it).directory }.sort() == ['my-experiment', 'taken']
assert !new File(basedir, '../outside').exists()
assert new File(basedir, 'taken').list() == ['README.md'] as String[]
assert new File(basedir, 'taken/README.md').text == "Somebody's notes\n"
