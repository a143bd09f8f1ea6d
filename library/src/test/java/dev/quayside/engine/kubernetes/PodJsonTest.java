package dev.quayside.engine.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodJsonTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'status':{'phase':'Pending'}} | Pending",
                "{} | Unknown",
                "{'metadata':{'deletionTimestamp':'2026-01-01T00:00:00Z'},'status':{'phase':'Running'}} | Terminating",
                "{'status':{'phase':'Failed','reason':'Evicted'}} | Evicted",
                "{'status':{'phase':'Running','containerStatuses':[{'state':{'waiting':{'reason':'CrashLoopBackOff'}}}]}} | CrashLoopBackOff",
                "{'status':{'phase':'Running','containerStatuses':[{'state':{'waiting':{'reason':'A'}}},{'state':{'waiting':{'reason':'B'}}}]}} | A",
                "{'status':{'phase':'Succeeded','containerStatuses':[{'state':{'terminated':{'reason':'Completed'}}}]}} | Completed",
                "{'status':{'phase':'Failed','containerStatuses':[{'state':{'terminated':{'exitCode':3}}}]}} | ExitCode:3",
                "{'status':{'phase':'Failed','containerStatuses':[{'state':{'terminated':{'signal':9}}}]}} | Signal:9",
                "{'status':{'phase':'Running','conditions':[{'type':'Ready','status':'True'}],'containerStatuses':[{'ready':true,'state':{'running':{}}},{'state':{'terminated':{'reason':'Completed'}}}]}} | Running",
                "{'status':{'phase':'Running','conditions':[{'type':'Ready','status':'True'}],'containerStatuses':[{'state':{'terminated':{'reason':'Completed'}}},{'ready':true,'state':{'running':{'startedAt':'x'}}}]}} | Running",
                "{'spec':{'initContainers':[{},{}]},'status':{'phase':'Pending','initContainerStatuses':[{'state':{'terminated':{'exitCode':0}}},{'state':{'waiting':{'reason':'PodInitializing'}}}]}} | Init:1/2",
                "{'status':{'phase':'Pending','initContainerStatuses':[{'state':{'waiting':{'reason':'ImagePullBackOff'}}}]}} | Init:ImagePullBackOff",
                "{'status':{'phase':'Pending','initContainerStatuses':[{'state':{'terminated':{'exitCode':1,'reason':'Error'}}}]}} | Init:Error",
            })
    void theStatusIsTheWordThatTellsMost(String json, String word) {
        assertThat(PodJson.status(Json.parse(json.replace('\'', '"')))).isEqualTo(word);
    }

    @Test
    void theMainContainerIsTheAnnotatedOneAndValuesFromElsewhereAreLeftOut() {
        var pod = PodJson.pod(Json.parse("""
                {"metadata":{"name":"p","annotations":{"kubectl.kubernetes.io/default-container":"two"}},
                 "spec":{"containers":[{"name":"one","image":"a"},
                   {"name":"two","image":"b","ports":[{"containerPort":53,"protocol":"UDP"},{"containerPort":0}],
                    "env":[{"name":"A","value":"1"},{"name":"B"},{"name":"C","valueFrom":{"secretKeyRef":{}}}]}]}}"""));
        assertThat(pod.container()).isEqualTo("two");
        assertThat(pod.image()).isEqualTo("b");
        assertThat(pod.ports()).hasSize(1);
        assertThat(pod.environment()).containsOnlyKeys("A", "B").containsEntry("B", "");
    }
}
