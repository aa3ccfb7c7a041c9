package io.github.openflgramine.layers;

import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImageNode;
import io.github.openflgramine.rootfs.FileContents;
import io.github.openflgramine.rootfs.Workers;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The layers of an image, which contain the contents of its files.
 *
 * @param layers lowest first; a repeated layer is the same object
 * @param blobs the files of the archive that are named by their digests; some of them are layers
 */
record LayerStack(List<FileLayer> layers, List<ArchiveBlob> blobs) implements FileContents {

    LayerStack {
        layers = List.copyOf(layers);
        blobs = List.copyOf(blobs);
    }

    /** Reads the layers on this number of threads, compares all digests, and merges the layers. */
    ImageFilesystem read(int threads) throws IOException {
        Workers workers = new Workers(threads);
        List<FileLayer> different = layers.stream().distinct().toList();
        try (Workers.Run run = workers.begin()) {
            for (FileLayer layer : different) {
                layer.unpack(run);
            }
            run.await();
        }
        try (Workers.Run run = workers.begin()) {
            for (FileLayer layer : different) {
                layer.read(run);
            }
            for (ArchiveBlob blob : blobs) {
                if (layers.stream().noneMatch(layer -> layer.isCheckedWith(blob))) {
                    run.add(blob.region().length(), blob::check);
                }
            }
            run.await();
        }
        LayerMerge merge = new LayerMerge();
        layers.forEach(layer -> merge.apply(layer.entries(), layer.where()));
        return merge.filesystem(this);
    }

    @Override
    public byte[] of(ImageNode file) {
        return layers.stream()
                .map(layer -> layer.content(file))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no layer has " + file));
    }
}
