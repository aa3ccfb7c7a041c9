package io.github.openflgramine.it;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The links and names of a page in HTML.
 *
 * @param links what the page links, loads or shows, without addresses of the web
 * @param web addresses that a reader's browser would load by itself
 * @param names the elements that a link can lead to
 */
record HtmlPage(Set<String> links, Set<String> web, Set<String> names) {

    private static final Pattern LINK = Pattern.compile("<(\\w+)[^>]*?\\s(?:href|src)=\"([^\"]*)\"");
    private static final Pattern NAME = Pattern.compile("\\sid=\"([^\"]+)\"");

    static HtmlPage read(Path file) throws IOException {
        String text = Files.readString(file);
        Set<String> links = new LinkedHashSet<>();
        Set<String> web = new LinkedHashSet<>();
        LINK.matcher(text).results().forEach(found -> {
            String target = found.group(2).replace("&amp;", "&");
            if (!target.matches("(?:https?:|mailto:|data:|//).*")) {
                links.add(target);
            } else if (!found.group(1).equals("a") && !target.startsWith("data:")) {
                web.add(target);
            }
        });
        Set<String> names = new HashSet<>();
        NAME.matcher(text).results().forEach(found -> names.add(found.group(1)));
        return new HtmlPage(links, web, names);
    }

    /** Returns the links below a directory that lead to no file or to no element, each with its page. */
    static List<String> deadLinks(Path directory) throws IOException {
        List<String> dead = new ArrayList<>();
        for (Path page : pages(directory)) {
            for (String link : read(page).links()) {
                if (!leadsSomewhere(page, link)) {
                    dead.add(directory.relativize(page) + ": " + link);
                }
            }
        }
        return dead;
    }

    /** Returns all pages below a directory. */
    static List<Path> pages(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".html"))
                    .sorted()
                    .toList();
        }
    }

    private static boolean leadsSomewhere(Path page, String link) throws IOException {
        URI uri = URI.create(link);
        String path = uri.getPath() == null ? "" : uri.getPath();
        Path target = path.isEmpty() ? page : page.resolveSibling(path).normalize();
        if (Files.isDirectory(target)) {
            target = target.resolve("index.html");
        }
        String name = uri.getFragment();
        return Files.exists(target)
                && (name == null
                        || name.isEmpty()
                        || !target.toString().endsWith(".html")
                        || read(target).names().contains(name));
    }
}
