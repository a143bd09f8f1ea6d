package dev.quayside.app.cli.command;

import dev.quayside.ProjectDocument;
import dev.quayside.Quayside;
import dev.quayside.app.cli.invocation.Invocation;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.ImageRef;
import java.util.HashMap;
import java.util.Map;

/** Writes images by what their tags mean in the registry now, which the engine asks. */
final class DigestPins {
    private DigestPins() {}

    /** The document with the digests of its images, which the registry must know. */
    static ProjectDocument in(ProjectDocument document, Invocation invocation) {
        Map<ImageRef, ImageRef> known = new HashMap<>();
        try (var quayside = invocation.connect()) {
            return document.withImages(image -> image.digest().isPresent()
                    ? image
                    : known.computeIfAbsent(image.inTaggedForm(), tag -> pinned(tag, quayside)));
        }
    }

    private static ImageRef pinned(ImageRef tag, Quayside quayside) {
        return tag.withDigest(quayside.docker()
                .images()
                .digestInRegistry(tag)
                .orElseThrow(() -> new QuaysideException(
                        ErrorCode.NOT_FOUND,
                        "the registry '" + tag.registry() + "' has no digest for '" + tag.familiar() + "'",
                        "push the image there first, or leave the flag out")));
    }
}
