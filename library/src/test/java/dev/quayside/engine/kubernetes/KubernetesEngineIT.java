package dev.quayside.engine.kubernetes;

import static dev.quayside.engine.kubernetes.ClusterApp.OPTIONS;
import static dev.quayside.engine.kubernetes.ClusterApp.running;
import static dev.quayside.engine.kubernetes.ClusterApp.service;
import static dev.quayside.engine.kubernetes.ClusterApp.serving;
import static dev.quayside.engine.kubernetes.ClusterApp.withVariable;
import static dev.quayside.engine.kubernetes.KubernetesAssertions.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.apply.Applier;
import dev.quayside.apply.ApplyListener;
import dev.quayside.apply.ApplySettings;
import dev.quayside.apply.Ticker;
import dev.quayside.engine.ExecResult;
import dev.quayside.engine.Replica;
import dev.quayside.engine.Wanted;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.json.Json;
import dev.quayside.json.JsonObject;
import dev.quayside.model.App;
import dev.quayside.model.Dependency;
import dev.quayside.model.HealthCheck;
import dev.quayside.model.ImageRef;
import dev.quayside.model.Mount;
import dev.quayside.model.Orchestration;
import dev.quayside.model.Orchestration.Exposure;
import dev.quayside.model.Orchestration.Hardening;
import dev.quayside.model.Orchestration.Pinning;
import dev.quayside.model.PortMapping;
import dev.quayside.model.Service;
import dev.quayside.model.Storage;
import dev.quayside.model.Volume;
import dev.quayside.plan.DownOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What the engine does in a real cluster beside what every engine does: other managers, refusals, changes of kind, and its list. */
@Execution(ExecutionMode.CONCURRENT)
class KubernetesEngineIT {
    private final ClusterApp app =
            ClusterApp.of("it" + UUID.randomUUID().toString().substring(0, 8));
    private final KubernetesApi api = app.kubernetes.api();

    @AfterEach
    void takeItDown() {
        app.close();
    }

    private ObjectRef object(Kind kind, String name) {
        return ObjectRef.of(kind, app.name, name);
    }

    private Json get(Kind kind, String name) {
        return api.json(Call.get(object(kind, name)));
    }

    private Map<String, String> versions() {
        var versions = new TreeMap<String, String>();
        for (Kind kind : List.of(
                Kind.DEPLOYMENT,
                Kind.STATEFUL_SET,
                Kind.JOB,
                Kind.SERVICE,
                Kind.CONFIG_MAP,
                Kind.SERVICE_ACCOUNT,
                Kind.NETWORK_POLICY,
                Kind.CLAIM)) {
            api.forEach(
                    Call.list(ObjectRef.all(kind, app.name)),
                    json -> versions.put(
                            kind + "/" + ObjectJson.name(json),
                            json.at("metadata").text("generation")
                                    + json.at("metadata").at("annotations").text(AppObjects.HASH)));
        }
        return versions;
    }

    @Test
    void anUnchangedAppIsOnlyRead() {
        Wanted shop = app.shop("1");
        app.up(shop);
        var before = versions();

        assertThat(app.up(shop).steps()).isEmpty();
        assertThat(versions()).isEqualTo(before);
    }

    @Test
    void whatTheFilesNoLongerNeedGoesInTheSameRun() {
        app.up(app.shop("1"));
        app.up(app.shop("2"));

        assertThat(app.plan(app.shop("2")).mutating()).isFalse();
        var names = versions().keySet();
        assertThat(names)
                .filteredOn(name -> name.startsWith("CONFIG_MAP/motd-"))
                .hasSize(1);
    }

    @Test
    void aFieldThatSomeoneElseTookIsRefusedWithTheirNameAndTakenBackOnlyWhenThatIsAskedFor() {
        Wanted shop = app.wanted(service("web"));
        app.up(shop);
        var scaled = new JsonObject().put("spec", new JsonObject().put("replicas", 3));
        api.json(Call.patch(object(Kind.DEPLOYMENT, "web"), scaled).with("fieldManager", "kubectl-scale"));

        assertThat(app.plan(shop).describe()).anyMatch(line -> line.contains("replicas 3 → 1"));
        assertFails(ErrorCode.CONFLICT, () -> app.up(shop))
                .hasMessageContaining("kubectl-scale")
                .hasMessageContaining("replicas")
                .hasMessageContaining("--force-conflicts deployment/web");
        assertThat(get(Kind.DEPLOYMENT, "web").at("spec").number("replicas")).isEqualTo(3);

        app.up(shop, OPTIONS.withForced(Set.of("deployment/web")));
        assertThat(get(Kind.DEPLOYMENT, "web").at("spec").number("replicas")).isEqualTo(1);
        assertThat(app.plan(shop).mutating()).isFalse();
    }

    @Test
    void aRunTellsTheAddressesOfWhatIsPublishedBeyondTheCluster() throws Exception {
        var outside = new Orchestration(
                Optional.of(Exposure.Plain.NODEPORT),
                Hardening.BASELINE,
                Optional.empty(),
                false,
                Pinning.DIGEST,
                Optional.empty());
        Service web = ClusterApp.serving("web", "1");
        Wanted wanted = app.wanted(web.withOrchestration(outside)
                .withConnectivity(web.connectivity().withPorts(PortMapping.ephemeral(8080))));

        var published = app.up(wanted).addresses();

        assertThat(published).singleElement().satisfies(way -> {
            assertThat(way.service()).isEqualTo("web");
            assertThat(way.port().containerPort().number()).isEqualTo(8080);
            var address = "http://" + way.port().hostAddress().orElseThrow() + ":"
                    + way.port().hostPort().orElseThrow();
            try (var page = URI.create(address).toURL().openStream()) {
                assertThat(new String(page.readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo("1\n");
            }
        });
        assertThat(app.up(wanted).addresses()).isEqualTo(published);
    }

    /** A part of what the Gateway API installs. */
    private static final String ROUTES = """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata:
              name: httproutes.gateway.networking.k8s.io
              annotations: {api-approved.kubernetes.io: "unapproved, for a test"}
            spec:
              group: gateway.networking.k8s.io
              names: {kind: HTTPRoute, listKind: HTTPRouteList, plural: httproutes, singular: httproute}
              scope: Namespaced
              versions:
              - name: v1
                served: true
                storage: true
                schema:
                  openAPIV3Schema:
                    type: object
                    properties:
                      spec:
                        type: object
                        properties:
                          parentRefs: {type: array, items: {type: object, x-kubernetes-preserve-unknown-fields: true}}
                          hostnames: {type: array, items: {type: string}}
                          rules: {type: array, items: {type: object, x-kubernetes-preserve-unknown-fields: true}}
            """;

    @Test
    void aRouteOfAGatewayNeedsAClusterThatKnowsThem() throws InterruptedException {
        var gateway = new Orchestration(
                Optional.of(new Exposure.Gateway("edge", Optional.of("infra"), Optional.of("shop.test"))),
                Hardening.BASELINE,
                Optional.empty(),
                false,
                Pinning.DIGEST,
                Optional.empty());
        Service web = ClusterApp.serving("web", "1");
        Wanted wanted = app.wanted(web.withOrchestration(gateway)
                .withConnectivity(web.connectivity().withPorts(PortMapping.ephemeral(8080))));
        assertFails(ErrorCode.UNSUPPORTED, () -> app.up(wanted))
                .hasMessageContaining("httproutes.gateway.networking.k8s.io");

        String definition =
                "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/httproutes.gateway.networking.k8s.io";
        RawObjects.apply(api, definition, ROUTES);
        try {
            ClusterApp.eventually(() -> RawObjects.isThere(api, Kind.HTTP_ROUTE.path(app.name)));
            assertThat(app.up(wanted).addresses())
                    .extracting(way -> way.port().hostAddress().orElseThrow())
                    .containsExactly("shop.test");
            assertThat(app.plan(wanted).mutating()).isFalse();
            var route = get(Kind.HTTP_ROUTE, "web-published").at("spec");
            assertThat(route.items("parentRefs").getFirst().text("name")).isEqualTo("edge");
            assertThat(route.items("parentRefs").getFirst().text("namespace")).isEqualTo("infra");
            assertThat(route.texts("hostnames")).containsExactly("shop.test");
            app.up(app.wanted(web));
            assertThat(api.find(Call.get(object(Kind.HTTP_ROUTE, "web-published"))))
                    .isEmpty();
        } finally {
            RawObjects.delete(api, definition);
        }
    }

    @Test
    void aFieldOfSomeoneElseStaysAsItIs() {
        Wanted shop = app.wanted(service("web"));
        app.up(shop);
        var noted = new JsonObject()
                .put("metadata", new JsonObject().put("annotations", Map.of("team.test/owner", "shop")));
        api.json(Call.patch(object(Kind.DEPLOYMENT, "web"), noted).with("fieldManager", "kubectl-annotate"));

        assertThat(app.plan(shop).mutating()).isFalse();
        app.up(app.wanted(withVariable(service("web"), "2")));
        assertThat(get(Kind.DEPLOYMENT, "web").at("metadata").at("annotations").text("team.test/owner"))
                .isEqualTo("shop");
    }

    @Test
    void aRestartByAnotherToolIsNotTakenBack() {
        Wanted shop = app.wanted(service("web"));
        app.up(shop);
        app.kubernetes.restart("web", app.name);

        assertThat(app.plan(shop).mutating()).isFalse();
    }

    @Test
    void anObjectOfAnotherToolIsRefusedBeforeAnythingIsChanged() {
        app.up(app.wanted(service("db")));
        var foreign = new JsonObject()
                .put("apiVersion", "v1")
                .put("kind", "Service")
                .put(
                        "metadata",
                        new JsonObject().put("name", "web").put("labels", Map.of(OwnLabels.MANAGED_BY, "Helm")))
                .put("spec", new JsonObject().put("clusterIP", "None"));
        api.json(Call.create(object(Kind.SERVICE, "web"), foreign));
        try {
            assertFails(ErrorCode.NOT_OWNED, () -> app.up(app.wanted(service("db"), service("web"))))
                    .hasMessageContaining("'Helm'")
                    .hasMessageContaining("service 'web'");
            assertThat(api.find(Call.get(object(Kind.DEPLOYMENT, "web")))).isEmpty();
            app.down(DownOptions.DEFAULT);
            assertThat(api.find(Call.get(object(Kind.SERVICE, "web")))).isPresent();
        } finally {
            api.json(Call.delete(object(Kind.SERVICE, "web"), new JsonObject()));
        }
    }

    @Test
    void labelsAloneMakeNothingOurs() {
        app.up(app.wanted(service("web")));
        Json web = get(Kind.SERVICE, "web");
        var copy = new JsonObject()
                .put("apiVersion", "v1")
                .put("kind", "Service")
                .put(
                        "metadata",
                        new JsonObject()
                                .put("name", "copy")
                                .put("labels", web.at("metadata").textMap("labels")))
                .put("spec", new JsonObject().put("clusterIP", "None"));
        api.json(Call.create(object(Kind.SERVICE, "copy"), copy));

        app.down(DownOptions.DEFAULT);

        assertThat(api.find(Call.get(object(Kind.SERVICE, "copy")))).isPresent();
        assertThat(api.find(Call.get(object(Kind.SERVICE, "web")))).isEmpty();
        api.json(Call.delete(object(Kind.SERVICE, "copy"), new JsonObject()));
    }

    @Test
    void anImageThatDoesNotExistIsOneSentenceLongBeforeTheDeadline() {
        Service missing = Service.of("web", ImageRef.parse("no-such-image.test/app:1"));

        assertFails(ErrorCode.NOT_READY, () -> app.up(app.wanted(missing)))
                .hasMessageContaining("service 'web'")
                .hasMessageContaining("no-such-image.test/app:1");
    }

    @Test
    void aFailingHealthCheckIsToldWithWhatItSaid() {
        Service sick = service("web")
                .withHealthCheck(HealthCheck.shell("echo the database is away; exit 1", Duration.ofSeconds(1)));
        var settings = ApplySettings.DEFAULT.withWaitTimeout(Duration.ofSeconds(20));
        var applier = new Applier(app.engine, Ticker.system(), settings);

        assertFails(ErrorCode.NOT_READY, () -> applier.up(app.wanted(sick), OPTIONS, ApplyListener.silent()))
                .hasMessageContaining("the database is away");
    }

    @Test
    void aQuotaThatIsExceededIsOneSentenceAndTheNextRunGoesOn() {
        app.up(app.wanted(service("db")));
        String quota = "/api/v1/namespaces/" + app.name + "/resourcequotas/small";
        RawObjects.apply(api, quota, """
                {"apiVersion":"v1","kind":"ResourceQuota","metadata":{"name":"small"},"spec":{"hard":{"pods":"1"}}}""");
        Wanted both = app.wanted(service("db"), service("web"));
        try {
            assertFails(ErrorCode.REFUSED_BY_POLICY, () -> app.up(both)).hasMessageContaining("exceeded quota");
        } finally {
            RawObjects.delete(api, quota);
        }
        app.up(both);
        assertThat(app.replicas("web")).hasSize(1);
    }

    @Test
    void admissionThatDeniesOneObjectIsOneSentenceAndTheNextRunCompletes() {
        String name = "deny-" + app.name;
        String policy = """
                {"apiVersion":"admissionregistration.k8s.io/v1","kind":"ValidatingAdmissionPolicy","metadata":{"name":"%1$s"},
                 "spec":{"failurePolicy":"Fail","matchConstraints":{"resourceRules":[{"apiGroups":["apps"],"apiVersions":["v1"],
                 "operations":["CREATE","UPDATE"],"resources":["deployments"]}]},
                 "matchConditions":[{"name":"here","expression":"request.namespace == '%2$s' && request.name == 'bad'"}],
                 "validations":[{"expression":"false","message":"not on my watch"}]}}""".formatted(name, app.name);
        String binding = """
                {"apiVersion":"admissionregistration.k8s.io/v1","kind":"ValidatingAdmissionPolicyBinding",
                 "metadata":{"name":"%1$s"},"spec":{"policyName":"%1$s","validationActions":["Deny"]}}""".formatted(name);
        String group = "/apis/admissionregistration.k8s.io/v1/";
        String policyPath = group + "validatingadmissionpolicies/" + name;
        String bindingPath = group + "validatingadmissionpolicybindings/" + name;
        Wanted five = app.wanted(service("a"), service("b"), service("bad"), service("c"), service("d"));
        RawObjects.apply(api, policyPath, policy);
        RawObjects.apply(api, bindingPath, binding);
        try {
            awaitDenial();
            assertFails(ErrorCode.REFUSED_BY_POLICY, () -> app.up(five))
                    .hasMessageContaining("not on my watch")
                    .hasMessageContaining("deployment 'bad'");
        } finally {
            RawObjects.delete(api, bindingPath);
            RawObjects.delete(api, policyPath);
        }
        awaitNoDenial();
        app.up(five);
        assertThat(app.plan(five).mutating()).isFalse();
    }

    /** The server learns of a policy after a moment. */
    private void awaitDenial() {
        app.up(app.wanted(service("a")));
        for (var attempt = 0; attempt < 100 && !isDenied(); attempt++) {
            Pauses.pause(Duration.ofMillis(200));
        }
    }

    private void awaitNoDenial() {
        for (var attempt = 0; attempt < 100 && isDenied(); attempt++) {
            Pauses.pause(Duration.ofMillis(200));
        }
    }

    private boolean isDenied() {
        var objects = AppObjects.of(app.wanted(service("bad")), ManifestOptions.DEFAULT, app.name);
        var bad = objects.all().stream()
                .filter(AppObjects.AppObject::isWorkload)
                .findFirst()
                .orElseThrow();
        try {
            api.json(Call.apply(bad.reference(), bad.json())
                    .with("fieldManager", "test")
                    .with("dryRun", "All"));
            return false;
        } catch (QuaysideException e) {
            return e.code() == ErrorCode.REFUSED_BY_POLICY;
        }
    }

    @Test
    void aServiceThatGetsAVolumeBecomesAStatefulSetAndBack() {
        app.up(app.wanted(service("db")));
        assertThat(api.find(Call.get(object(Kind.DEPLOYMENT, "db")))).isPresent();
        Service writing = service("db")
                .withStorage(Storage.of(new Mount.VolumeMount("data", "/data", false, true, Optional.empty())));
        var with = Wanted.of(App.of(app.name, writing).withVolume(Volume.named("data", app.name + "_data")));

        app.up(with);
        assertThat(api.find(Call.get(object(Kind.DEPLOYMENT, "db")))).isEmpty();
        assertThat(app.replicas("db")).extracting(Replica::name).containsExactly("db-0");
        assertThat(app.plan(with).mutating()).isFalse();

        app.up(app.wanted(service("db")));
        assertThat(api.find(Call.get(object(Kind.STATEFUL_SET, "db")))).isEmpty();
        assertThat(api.find(Call.get(object(Kind.CLAIM, "data"))))
                .as("data is removed by 'down -v' alone")
                .isPresent();
    }

    @Test
    void aDatabaseThatNeverCameUpIsMendedByTheCorrectedFile() {
        Storage data = Storage.of(new Mount.VolumeMount("data", "/data", false, true, Optional.empty()));
        var volume = Volume.named("data", app.name + "_data");
        Service broken = running("db", "exit 1").withStorage(data);
        assertFails(
                ErrorCode.CONTAINER_FAILED,
                () -> app.up(Wanted.of(App.of(app.name, broken).withVolume(volume))));

        app.up(Wanted.of(App.of(app.name, service("db").withStorage(data)).withVolume(volume)));
        assertThat(app.replicas("db")).singleElement().matches(r -> r.state() == Replica.State.RUNNING);
    }

    @Test
    void aJobRunsAgainOnlyWhenItChanged() {
        Service waiting = service("web").withDependsOn(Map.of("job", Dependency.on(Dependency.Condition.COMPLETED)));
        app.up(app.wanted(waiting, withVariable(running("job", "echo $VERSION"), "1")));
        String first = app.replicas("job").getFirst().handle();
        app.up(app.wanted(waiting, withVariable(running("job", "echo $VERSION"), "1")));
        assertThat(app.replicas("job").getFirst().handle()).isEqualTo(first);

        app.up(app.wanted(waiting, withVariable(running("job", "echo $VERSION"), "2")));
        assertThat(app.replicas("job").getFirst().handle()).isNotEqualTo(first);
    }

    @Test
    void anUpdateUnderClientsLosesNoRequest() throws Exception {
        Service client = service("client");
        app.up(app.wanted(serving("web", "1"), client));
        var id = app.replicas("client").getFirst().id();
        String script = "i=0; bad=0; while [ $i -lt 400 ]; do wget -q -T 5 -O /tmp/answer http://web:8080/"
                + " || bad=$((bad+1)); i=$((i+1)); done; echo \"$bad failed; $(cat /tmp/answer)\"";
        var asking = CompletableFuture.supplyAsync(
                () -> app.engine.run(id, List.of("/bin/sh", "-c", script), Duration.ofMinutes(3)));
        app.up(app.wanted(serving("web", "2"), client));

        assertThat(asking.get()).isEqualTo(new ExecResult(0, "0 failed; 2\n"));
    }

    @Test
    void aPodThatIsDeletedIsMadeAgainAndTheNextRunHasNothingToDo() {
        Wanted shop = app.wanted(serving("web", "1"));
        app.up(shop);
        Replica before = app.replicas("web").getFirst();
        app.kubernetes.deletePod(before.name(), app.name, DeleteOptions.DEFAULT.alsoForeign());

        app.up(shop);
        assertThat(app.plan(shop).mutating()).isFalse();
        assertThat(app.replicas("web")).singleElement().matches(r -> !r.handle().equals(before.handle()));
    }

    /** In a namespace that is there, with the guide's Role and no other right. */
    @Test
    void theRoleOfTheGuideIsEnoughInOneNamespace() throws IOException {
        app.kubernetes.createNamespace(app.name);
        Path limited =
                RawObjects.kubeconfigOf(api, app.name, Files.readString(Path.of("../docs/guide/kubernetes-role.yaml")));
        try (var one = ClusterApp.of("shop", limited, ManifestOptions.DEFAULT.inNamespace(app.name))) {
            Wanted shop = one.shop("1");
            one.up(shop);
            assertThat(one.plan(shop).mutating()).isFalse();
            Replica web = one.replicas("web").getFirst();
            assertThat(one.engine.run(web.id(), List.of("cat", "/etc/motd.txt"), Duration.ofSeconds(30)))
                    .isEqualTo(new ExecResult(0, "version 1"));
            assertThat(one.engine.apps()).containsExactly("shop");
            one.up(one.shop("2"));
            one.down(DownOptions.DEFAULT);
            assertThat(one.engine.observe("shop").replicas()).isEmpty();
        } finally {
            Files.delete(limited);
            app.kubernetes.deleteNamespace(app.name, DeleteOptions.DEFAULT.alsoForeign());
        }
    }

    @Test
    void aMissingRightIsNamedByVerbResourceAndNamespace() throws IOException {
        app.kubernetes.createNamespace(app.name);
        String role = """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: Role
                metadata: {name: quayside}
                rules:
                  - {apiGroups: [""], resources: [configmaps], verbs: [get, list]}
                """;
        Path limited = RawObjects.kubeconfigOf(api, app.name, role);
        var one = ClusterApp.of("shop", limited, ManifestOptions.DEFAULT.inNamespace(app.name));
        try {
            assertFails(ErrorCode.ENGINE_PERMISSION_DENIED, () -> one.up(one.shop("1")))
                    .hasMessageContaining("list")
                    .hasMessageContaining("in namespace '" + app.name + "'");
        } finally {
            one.engine.close();
            Files.delete(limited);
            app.kubernetes.deleteNamespace(app.name, DeleteOptions.DEFAULT.alsoForeign());
        }
    }

    /** A run that took the app down was killed; what it asked the cluster to delete goes on going. */
    @Test
    void whatIsStillBeingDeletedIsMadeAnewWhenItIsGone() {
        Service stubborn = running("web", "trap '' TERM; while true; do sleep 1; done")
                .withLifecycle(service("web").lifecycle().withStopGracePeriod(Duration.ofSeconds(8)));
        Wanted shop = app.wanted(stubborn);
        app.up(shop);
        Json before = get(Kind.DEPLOYMENT, "web");
        var body = new JsonObject()
                .put("apiVersion", "v1")
                .put("kind", "DeleteOptions")
                .put("propagationPolicy", "Foreground");
        api.json(Call.delete(object(Kind.DEPLOYMENT, "web"), body));

        assertThat(app.plan(shop).describe()).anyMatch(line -> line.contains("deployment/web is missing"));
        app.up(shop);

        Json after = get(Kind.DEPLOYMENT, "web");
        assertThat(ObjectJson.uid(after)).isNotEqualTo(ObjectJson.uid(before));
        assertThat(after.at("metadata").at("deletionTimestamp").isPresent()).isFalse();
        assertThat(app.plan(shop).mutating()).isFalse();
    }
}
