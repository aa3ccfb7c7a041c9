package io.github.openflgramine.layers;

import io.github.openflgramine.Sha256;
import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImageLayer;
import io.github.openflgramine.image.ImageNode;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.rootfs.FileContents;
import io.github.openflgramine.rootfs.Workers;
import java.io.IOException;
import java.util.ArrayList;
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

    /**
     * Describes the layers, after {@link #read}.
     *
     * @param diffIds their digests, lowest first
     */
    List<ImageLayer> described(List<Sha256> diffIds) {
        List<ImageLayer> described = new ArrayList<>();
        for (int number = 0; number < layers.size(); number++) {
            List<ImagePath> files = new ArrayList<>();
            List<ImagePath> removed = new ArrayList<>();
            for (LayerEntry entry : layers.get(number).entries()) {
                switch (entry.kind()) {
                    case FILE, LINK, HARD_LINK, OTHER -> files.add(entry.path());
                    case WHITEOUT, OPAQUE -> removed.add(entry.path());
                    case DIRECTORY -> {}
                }
            }
            described.add(new ImageLayer(diffIds.get(number), files, removed));
        }
        return described;
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
