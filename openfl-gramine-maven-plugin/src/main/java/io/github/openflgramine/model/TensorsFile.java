package io.github.openflgramine.model;

import io.github.openflgramine.files.AtomicFiles;
import io.github.openflgramine.files.Content;
import io.github.openflgramine.files.FilePart;
import io.github.openflgramine.files.StoredZip;
import io.github.openflgramine.openfl.ModelFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes {@code NAME.npz}: a zip with a file {@code TENSOR.npy} for each tensor, as numpy.savez writes it and numpy.load
 * reads it. Its bytes depend on the model only.
 */
public final class TensorsFile implements ModelWriter {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    /** The header ends at a multiple of this many bytes, so that the values are aligned. */
    private static final int ALIGNMENT = 64;

    @Override
    public ModelFormat format() {
        return ModelFormat.TENSORS;
    }

    @Override
    public Path write(ModelFile model, Path directory, String name) throws IOException {
        model.requireUncompressed("Save it in the framework's format: -Dopenfl.modelFormat=framework");
        Map<String, Content> entries = new LinkedHashMap<>();
        for (ModelFile.Tensor tensor : model.tensors()) {
            entries.put(
                    tensor.name() + ".npy",
                    new Npy(Content.of(header(tensor)), new FilePart(model.file(), tensor.offset(), tensor.length())));
        }
        Path file = directory.resolve(name + ".npz");
        AtomicFiles.write(file, out -> StoredZip.write(entries, out));
        return file;
    }

    /** Returns the header of a .npy file: a magic number, version 1.0, a length, and a dictionary in Python's words. */
    private static byte[] header(ModelFile.Tensor tensor) {
        String sizes = tensor.shape().stream().map(String::valueOf).collect(Collectors.joining(", "));
        String shape = "(" + sizes + (tensor.shape().size() == 1 ? ",)" : ")");
        String words = "{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + ", }";
        int before = MAGIC.length + 2;
        int length = (before + words.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT - before;
        byte[] header = new byte[before + length];
        System.arraycopy(MAGIC, 0, header, 0, MAGIC.length);
        header[before - 2] = (byte) length;
        header[before - 1] = (byte) (length >> 8);
        byte[] text = (words + " ".repeat(length - words.length() - 1) + "\n").getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, header, before, length);
        return header;
    }

    /** The header and the values of a .npy file. */
    private record Npy(Content header, Content values) implements Content {

        @Override
        public long size() {
            return header.size() + values.size();
        }

        @Override
        public InputStream open() throws IOException {
            return new SequenceInputStream(header.open(), values.open());
        }
    }
}
