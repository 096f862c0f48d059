using System.Net;
using IncidentAgent.Incidents;
using Microsoft.AspNetCore.Connections;
using Orleans.Configuration;
using Orleans.Serialization;

namespace IncidentAgent.Cluster;

/// <summary>
/// One Orleans silo inside this process that nobody can connect to: a silo's port is remote calls without authentication, and one silo needs none.
/// </summary>
internal static class EmbeddedSilo
{
    /// <summary>Whose writers' places are remembered; the usual million takes 9 MiB before the first alert.</summary>
    private const int PlacesRemembered = 100_000;

    public static void AddEmbeddedSilo(this IHostApplicationBuilder builder)
    {
        builder.UseOrleans(Configure);
        builder.Services.AddHostedService<ShardKeeper>();
    }

    public static void Configure(ISiloBuilder silo)
    {
        silo.UseLocalhostClustering();
        silo.Configure<EndpointOptions>(endpoints => endpoints.GatewayPort = 0);
        // The writer gives up first, and says why.
        silo.Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = 2 * IncidentWriters.Patience);
        silo.Configure<GrainCollectionOptions>(collection => collection.CollectionAge = TimeSpan.FromMinutes(10));
        silo.Configure<GrainDirectoryOptions>(directory => directory.CacheSize = PlacesRemembered);
        silo.Services.AddSerializer(serializer => serializer.AddJsonSerializer(IsOurs));
        RemoveListeners(silo.Services);
    }

    /// <summary>Orleans has no switch for it: every listener it would open is replaced by one that opens nothing and accepts nobody.</summary>
    private static void RemoveListeners(IServiceCollection services)
    {
        for (var index = 0; index < services.Count; index++)
        {
            if (services[index] is { IsKeyedService: true } listener && listener.ServiceType == typeof(IConnectionListenerFactory))
            {
                services[index] = ServiceDescriptor.KeyedSingleton<IConnectionListenerFactory>(listener.ServiceKey, (_, _) => new NoListener());
            }
        }
    }

    private static bool IsOurs(Type type) => type.Namespace?.StartsWith(nameof(IncidentAgent), StringComparison.Ordinal) == true;

    private sealed class NoListener : IConnectionListenerFactory
    {
        public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult<IConnectionListener>(new Deaf(endpoint));
    }

    private sealed class Deaf(EndPoint endpoint) : IConnectionListener
    {
        private readonly TaskCompletionSource<ConnectionContext?> _closed = new();

        public EndPoint EndPoint => endpoint;

        public ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) => new(_closed.Task.WaitAsync(cancellationToken));

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
        {
            _closed.TrySetResult(null);
            return ValueTask.CompletedTask;
        }

        public ValueTask DisposeAsync() => UnbindAsync();
    }
}
