package io.github.openflgramine.it;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Changes to the archive of an image that an engine has saved. */
final class DamagedArchive {

    private static final String[][] TEXTS = {
        {"\"Config\":", "\"config\":"},
        {"\"Layers\":", "\"layerS\":"},
        {"\"diff_ids\":", "\"Diff_ids\":"},
        {"\"rootfs\":", "\"rootFS\":"},
        {"\"linux\"", "\"Linux\""},
        {"\"amd64\"", "\"arm64\""},
        {"layer.tar", "layer.tax"},
        {"manifest.json", "manifest.jsoo"},
        {"index.json", "indey.json"},
        {"repositories", "repositoriez"},
        {"sha256:", "sha257:"},
        {"etc/keep", "etc/kepp"},
        {"kept", "kapt"},
        {"../", "./."},
        {"sha256/", "sha25//"}
    };

    private DamagedArchive() {}

    static byte[] of(byte[] archive, Random random) {
        if (random.nextInt(3) > 0) {
            return TarBytes.damaged(archive, random);
        }
        String[] change = TEXTS[random.nextInt(TEXTS.length)];
        String text = new String(archive, StandardCharsets.ISO_8859_1);
        int from = random.nextInt(archive.length);
        int at = text.indexOf(change[0], from) < 0 ? text.indexOf(change[0]) : text.indexOf(change[0], from);
        byte[] changed = archive.clone();
        if (at >= 0) {
            byte[] to = change[1].getBytes(StandardCharsets.ISO_8859_1);
            System.arraycopy(to, 0, changed, at, to.length);
            int header = at / TarBytes.BLOCK * TarBytes.BLOCK;
            if (new String(archive, header + 257, 5, StandardCharsets.ISO_8859_1).equals("ustar")) {
                TarBytes.sum(changed, header);
            }
            return changed;
        }
        return Arrays.copyOf(archive, archive.length + 1 + random.nextInt(2000));
    }
}
