package dev.quayside.model;

import java.util.Optional;

/**
 * The name of an image: a registry, a repository in it, and a tag, a digest, both or neither.
 *
 * <p>What people write ({@code redis:7}) is completed as Docker does it ({@code docker.io/library/redis:7}). The grammar
 * is the one of Docker and of the distribution specification; the one difference is that a first component which can
 * neither be a host nor belong to Docker Hub, such as {@code my_host.lan/app}, is refused instead of losing its registry.
 *
 * @param registry the host of the registry, with its port if it has one, such as {@code docker.io} or {@code localhost:5000}
 * @param repository the path in the registry, such as {@code library/redis}
 * @param tag the tag, if one was written: there is no implied {@code latest} here, see {@link #inTaggedForm()}
 * @param digest the digest, such as {@code sha256:} and 64 hexadecimal digits
 */
public record ImageRef(String registry, String repository, Optional<String> tag, Optional<String> digest) {
    /** The registry of a name without one. */
    public static final String DOCKER_HUB = "docker.io";

    static final String OFFICIAL = "library/";

    /** Checks that the parts form a reference; throws INVALID_ARGUMENT where they do not. */
    public ImageRef {
        var parts = new ImageRefParser(canonical(registry, repository, tag, digest)).parts();
        if (!parts.registry().equals(registry) || !parts.repository().equals(repository)) {
            throw ImageRefParser.notNormal(registry, repository, parts);
        }
    }

    /**
     * Reads a reference as people write it, such as {@code redis:7} or {@code registry.example.com:5000/team/app@sha256:…}.
     *
     * @throws dev.quayside.error.QuaysideException INVALID_ARGUMENT, naming the value, the position and what to write
     */
    public static ImageRef parse(String text) {
        var parts = new ImageRefParser(text).parts();
        return new ImageRef(parts.registry(), parts.repository(), parts.tag(), parts.digest());
    }

    /** Registry and repository, such as {@code docker.io/library/redis}. */
    public String name() {
        return registry + "/" + repository;
    }

    /** Registry and repository as people write them, such as {@code redis}. */
    public String familiarName() {
        if (!registry.equals(DOCKER_HUB)) {
            return name();
        }
        var official = repository.startsWith(OFFICIAL) && repository.indexOf('/', OFFICIAL.length()) < 0;
        var shorter = official ? repository.substring(OFFICIAL.length()) : repository;
        return ImageRefParser.readsAsHubName(shorter) ? shorter : DOCKER_HUB + "/" + shorter;
    }

    /** The whole reference with nothing left out, such as {@code docker.io/library/redis:7}. */
    public String canonical() {
        return canonical(registry, repository, tag, digest);
    }

    /** The reference as people write it, such as {@code redis:7}; reading it gives this reference again. */
    public String familiar() {
        return familiarName() + suffix(tag, digest);
    }

    /** This reference with {@code latest} as its tag if it has neither a tag nor a digest. */
    public ImageRef inTaggedForm() {
        return tag.isEmpty() && digest.isEmpty() ? withTag("latest") : this;
    }

    /** This reference with another tag; a digest stays. */
    public ImageRef withTag(String newTag) {
        return new ImageRef(registry, repository, Optional.of(newTag), digest);
    }

    /** This reference with another digest; a tag stays. */
    public ImageRef withDigest(String newDigest) {
        return new ImageRef(registry, repository, tag, Optional.of(newDigest));
    }

    /** This reference without its tag; a digest stays. */
    public ImageRef withoutTag() {
        return new ImageRef(registry, repository, Optional.empty(), digest);
    }

    /** This reference without its digest; a tag stays. */
    public ImageRef withoutDigest() {
        return new ImageRef(registry, repository, tag, Optional.empty());
    }

    /** The same as {@link #familiar()}. */
    @Override
    public String toString() {
        return familiar();
    }

    private static String canonical(String registry, String repository, Optional<String> tag, Optional<String> digest) {
        return registry + "/" + repository + suffix(tag, digest);
    }

    private static String suffix(Optional<String> tag, Optional<String> digest) {
        return tag.map(value -> ":" + value).orElse("")
                + digest.map(value -> "@" + value).orElse("");
    }
}
