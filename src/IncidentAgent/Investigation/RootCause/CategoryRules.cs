namespace IncidentAgent.Investigation.RootCause;

/// <summary>Decides of what kind a cause is. The first rule that holds wins; each can be read and argued with.</summary>
internal static class CategoryRules
{
    private static readonly (CauseCategory Category, Func<Circumstances, bool> Holds)[] Rules =
    [
        (CauseCategory.DeploymentRegression, found => Changed(found, "deploy", "release", "rollout", "rollback")),
        (CauseCategory.Configuration, found => Changed(found, "config", "flag", "setting", "secret")),
        (CauseCategory.Infrastructure, found => Changed(found, "node", "host", "restart", "scal", "failover", "evict", "migrat", "maintenance")
            || Logged(found, "evicted", "node not ready", "read-only file system", "i/o error", "input/output error")),
        (CauseCategory.ResourceExhaustion, found => found.Full.Count > 0
            || Logged(found, "out of memory", "outofmemory", "oomkilled", "heap space", "too many open files", "no space left", "quota exceeded",
                "too many connections", "pool exhausted", "pool is exhausted", "thread pool")),
        (CauseCategory.Network, found => Logged(found, "no route to host", "no such host", "network is unreachable", "connection refused", "connection reset",
            "tls handshake", "i/o timeout", "name resolution")),
        (CauseCategory.Database, found => ServiceNames.IsDatabase(found.Service)
            || Logged(found, "deadlock", "lock wait", "slow query", "could not serialize", "duplicate key")),
        (CauseCategory.ThirdParty, found => ServiceNames.IsPublicHost(found.Service) && found.CallsNobody),
        (CauseCategory.Dependency, found => !found.IsAlerting),
    ];

    public static CauseCategory Of(Circumstances circumstances) =>
        Rules.Where(rule => rule.Holds(circumstances)).Select(rule => rule.Category).FirstOrDefault(CauseCategory.Unknown);

    /// <summary>As a person on call says it: <c>database</c>, <c>deployment regression</c>, <c>third party</c>.</summary>
    public static string Word(CauseCategory category) => category switch
    {
        CauseCategory.DeploymentRegression => "deployment regression",
        CauseCategory.ResourceExhaustion => "resource exhaustion",
        CauseCategory.ThirdParty => "third party",
        _ => category.ToString().ToLowerInvariant(),
    };

    private static bool Changed(Circumstances found, params string[] words) =>
        found.Changes.Any(near => words.Any(word => near.Change.Kind.Contains(word, StringComparison.OrdinalIgnoreCase)));

    private static bool Logged(Circumstances found, params string[] words) =>
        found.NewPatterns.Any(pattern => words.Any(word => pattern.Template.Contains(word, StringComparison.OrdinalIgnoreCase)));
}
