package io.github.openflgramine.openfl;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.files.Content;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/**
 * A model as OpenFL 1.9 saves it in {@code save/NAME_best.pbuf}: ModelProto of openfl/protocols/base.proto. The values of
 * the tensors stay in the file.
 *
 * @param round the round in which the model was validated
 * @param tensors in the file's order, each with its own name
 */
public record ModelFile(Path file, int round, List<Tensor> tensors) {

    /**
     * A tensor of 32-bit floating point numbers (IEEE 754), little-endian, the last dimension fastest.
     *
     * @param shape the size of each dimension; empty for a single number
     * @param offset where its values begin in the file
     * @param length the number of bytes of its values
     * @param compressed whether a compression pipeline has changed its values
     */
    public record Tensor(String name, List<Integer> shape, long offset, long length, boolean compressed) {
        public Tensor {
            shape = List.copyOf(shape);
        }
    }

    public ModelFile {
        tensors = List.copyOf(tensors);
    }

    /**
     * Reads a model without its values.
     *
     * @throws GraminizeException if the file does not have this form
     */
    public static ModelFile read(Path file) throws IOException {
        Content content = Content.of(file);
        try (InputStream in = new BufferedInputStream(content.open(), 1 << 16)) {
            WireInput wire = new WireInput(in);
            try {
                return new ModelFileReader(wire).read(file, content.size());
            } catch (WireInput.MalformedException e) {
                throw new GraminizeException(
                        "%s is not a model as OpenFL writes it: %s, at byte %d."
                                .formatted(file, e.getMessage(), wire.position()),
                        "Give the model of a federation, such as save/NAME_best.pbuf; if it was copied, copy it again.",
                        e);
            }
        }
    }

    /**
     * Checks that the values are as the code of the workspace has them.
     *
     * @throws GraminizeException if a compression pipeline has changed them
     */
    public void requireUncompressed(String remedy) {
        tensors.stream().filter(Tensor::compressed).findFirst().ifPresent(tensor -> {
            throw new GraminizeException(
                    "%s: the values of %s were changed by the plan's compression pipeline, which only OpenFL can undo."
                            .formatted(file, tensor.name()),
                    remedy);
        });
    }
}
