package acme.jackson;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hotplug.api.Plugin;
import dev.hotplug.api.PluginContext;
import dev.hotplug.api.PluginDescriptor;
import java.util.List;
import java.util.concurrent.Callable;

/** Reads and writes JSON. */
@PluginDescriptor(id = "jackson", version = "1.0.0")
public final class JacksonPlugin implements Plugin {

    /** A value. */
    public record Person(String name, List<Integer> years) {
    }

    @Override
    public void start(PluginContext context) {
        // Its own pool, because the usual one leaves buffers with the threads of the host that call.
        ObjectMapper mapper = JsonMapper.builder(JsonFactory.builder()
                .recyclerPool(JsonRecyclerPools.newConcurrentDequePool()).build()).build();
        context.export(Callable.class, () -> {
            Person read = mapper.readValue("{\"years\":[1815,1852],\"name\":\"Ada\"}", Person.class);
            return mapper.writeValueAsString(read);
        });
    }
}
