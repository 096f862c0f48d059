namespace IncidentAgent.Investigation.RootCause;

/// <summary>Who calls whom; names are compared letter by letter, and a call counts once however often it is named.</summary>
internal sealed class CallGraph
{
    private static readonly SortedSet<string> None = [];

    private readonly Dictionary<string, SortedSet<string>> _callees = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedSet<string>> _callers = new(StringComparer.Ordinal);

    public CallGraph(IEnumerable<Call> calls)
    {
        foreach (var (caller, callee) in calls.Where(call => call.Caller != call.Callee))
        {
            Add(_callees, caller, callee);
            Add(_callers, callee, caller);
        }
    }

    public bool Knows(string service) => _callees.ContainsKey(service) || _callers.ContainsKey(service);

    /// <summary>In the order of their names.</summary>
    public IReadOnlyCollection<string> Callees(string service) => _callees.GetValueOrDefault(service, None);

    /// <summary>In the order of their names.</summary>
    public IReadOnlyCollection<string> Callers(string service) => _callers.GetValueOrDefault(service, None);

    private static void Add(Dictionary<string, SortedSet<string>> edges, string from, string to)
    {
        if (!edges.TryGetValue(from, out var known))
        {
            edges[from] = known = new SortedSet<string>(StringComparer.Ordinal);
        }

        known.Add(to);
    }
}
