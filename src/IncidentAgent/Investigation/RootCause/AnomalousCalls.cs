namespace IncidentAgent.Investigation.RootCause;

/// <summary>
/// The part of a call graph an incident can have come along: from the alerting services to callees that are out of the ordinary, and through them to
/// theirs. A service without measurements is passed through, but not two in a row.
/// </summary>
internal sealed class AnomalousCalls
{
    private readonly CallGraph _graph;
    private readonly IReadOnlyDictionary<string, Deviation> _deviations;
    private readonly HashSet<string> _alerting;
    private readonly Dictionary<string, int> _depths = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _circles;

    public AnomalousCalls(CallGraph graph, IEnumerable<string> alerting, IReadOnlyDictionary<string, Deviation> deviations)
    {
        (_graph, _deviations) = (graph, deviations);
        _alerting = [.. alerting.Where(deviations.ContainsKey)];
        Walk();
        _circles = Circles.Of(Reached, MeasuredCallees);
    }

    /// <summary>The alerting services and what is reached from them, by name.</summary>
    public IReadOnlyList<string> Reached => [.. _depths.Keys.Order(StringComparer.Ordinal)];

    /// <summary>
    /// Those of its callees that may be why it is out of the ordinary. In a circle of calls only those that are farther from the alerting services:
    /// who calls back is not the cause of its cause.
    /// </summary>
    public IEnumerable<string> Suspects(string service) => MeasuredCallees(service).Where(callee => Leads(service, callee));

    /// <summary>The callers out of the ordinary that share the excess of a service.</summary>
    public IEnumerable<string> Sharers(string service) => Through(service, _graph.Callers)
        .Where(caller => IsSuspicious(caller) && (!_depths.ContainsKey(caller) || Leads(caller, service)));

    private void Walk()
    {
        var queue = new Queue<string>(_alerting.Order(StringComparer.Ordinal));
        foreach (var service in queue)
        {
            _depths[service] = 0;
        }

        while (queue.TryDequeue(out var service))
        {
            foreach (var callee in Through(service, _graph.Callees).Where(callee => IsSuspicious(callee) && !_depths.ContainsKey(callee)))
            {
                _depths[callee] = _depths[service] + 1;
                queue.Enqueue(callee);
            }
        }
    }

    private bool Leads(string caller, string callee) =>
        _circles.GetValueOrDefault(caller, -1) != _circles.GetValueOrDefault(callee, -2) || _depths[callee] > _depths[caller];

    private bool IsSuspicious(string service) => _alerting.Contains(service) || (_deviations.TryGetValue(service, out var one) && one.IsAnomalous);

    private IEnumerable<string> MeasuredCallees(string service) => Through(service, _graph.Callees).Where(_depths.ContainsKey);

    private IEnumerable<string> Through(string service, Func<string, IReadOnlyCollection<string>> next) => next(service)
        .SelectMany(one => _deviations.ContainsKey(one) ? [one] : next(one).Where(_deviations.ContainsKey))
        .Where(one => one != service)
        .Distinct()
        .Order(StringComparer.Ordinal);
}
