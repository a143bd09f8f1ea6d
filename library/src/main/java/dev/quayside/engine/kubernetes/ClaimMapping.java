package dev.quayside.engine.kubernetes;

import dev.quayside.json.JsonObject;
import dev.quayside.model.App;
import dev.quayside.model.Volume;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The named volumes of an app as claims, one for each that a service mounts. */
final class ClaimMapping {
    private static final int STEP = 1024;
    private static final String[] UNITS = {"", "Ki", "Mi", "Gi", "Ti"};

    private final App app;
    private final String namespace;
    private final ManifestOptions options;
    private final MappingReport report;
    private final Map<String, Manifest> claims = new LinkedHashMap<>();

    ClaimMapping(App app, String namespace, ManifestOptions options, MappingReport report) {
        this.app = app;
        this.namespace = namespace;
        this.options = options;
        this.report = report;
    }

    List<Manifest> manifests() {
        return List.copyOf(claims.values());
    }

    /** The name of a volume's claim. */
    String claim(Volume volume) {
        if (volume.external()) {
            return Names.foreignName("claim", volume.name());
        }
        String name = Names.objectName(volume.key());
        claims.computeIfAbsent(name, absent -> manifest(volume, name));
        return name;
    }

    private Manifest manifest(Volume volume, String name) {
        sayWhatDiffers(volume);
        String access = volume.access() == Volume.Access.MANY_NODES ? "ReadWriteMany" : "ReadWriteOnce";
        var requests = new JsonObject().put("storage", size(volume));
        var spec = new JsonObject()
                .putTexts("accessModes", List.of(access))
                .put("resources", new JsonObject().put("requests", requests));
        return AppManifests.manifest(
                "v1",
                "PersistentVolumeClaim",
                ManifestLabels.metadata(app, namespace, name, "volume", volume.key()),
                new JsonObject().put("spec", spec));
    }

    private void sayWhatDiffers(Volume volume) {
        String place = "volumes." + volume.key();
        if (volume.driver().filter(driver -> !driver.equals("local")).isPresent()) {
            report.keyAt("volumes.NAME.driver", place + ".driver");
        }
        if (!volume.driverOptions().isEmpty()) {
            report.keyAt("volumes.NAME.driver_opts", place + ".driver_opts");
        }
        if (!volume.labels().isEmpty()) {
            report.keyAt("volumes.NAME.labels", place + ".labels");
        }
        if (!volume.name().equals(app.name() + "_" + volume.key())) {
            report.keyAt("volumes.NAME.name", place + ".name");
        }
        if (volume.sizeBytes().isEmpty()) {
            report.approximated(
                    place,
                    "it is a claim of " + options.volumeSize() + ", by the cluster's default storage class; write"
                            + " 'x-quayside: {size: …}' for another size");
        }
    }

    private String size(Volume volume) {
        if (volume.sizeBytes().isEmpty()) {
            return options.volumeSize();
        }
        long size = volume.sizeBytes().getAsLong();
        if (size < 1) {
            report.refused("volumes." + volume.key() + ".x-quayside.size", "a claim is of one byte at least");
        }
        int unit = 0;
        while (size > 0 && size % STEP == 0 && unit < UNITS.length - 1) {
            size /= STEP;
            unit++;
        }
        return size + UNITS[unit];
    }
}
