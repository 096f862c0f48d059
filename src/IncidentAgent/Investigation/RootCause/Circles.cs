namespace IncidentAgent.Investigation.RootCause;

/// <summary>Which services call each other in a circle: the strongly connected components of a graph (Tarjan 1972), without recursion.</summary>
internal static class Circles
{
    /// <summary>The number of each node's component; two nodes have the same one when each can be reached from the other.</summary>
    public static Dictionary<string, int> Of(IReadOnlyList<string> nodes, Func<string, IEnumerable<string>> next)
    {
        var found = new Dictionary<string, int>(StringComparer.Ordinal);
        var order = new Dictionary<string, int>(StringComparer.Ordinal);
        var lowest = new Dictionary<string, int>(StringComparer.Ordinal);
        var open = new Stack<string>();
        var path = new Stack<(string Node, IEnumerator<string> Next)>();
        foreach (var root in nodes.Where(node => !order.ContainsKey(node)))
        {
            Enter(root);
            while (path.TryPeek(out var at))
            {
                if (at.Next.MoveNext())
                {
                    var to = at.Next.Current;
                    if (!order.TryGetValue(to, out var seen))
                    {
                        Enter(to);
                    }
                    else if (!found.ContainsKey(to))
                    {
                        lowest[at.Node] = Math.Min(lowest[at.Node], seen);
                    }
                }
                else
                {
                    Leave();
                }
            }
        }

        return found;

        void Enter(string node)
        {
            order[node] = lowest[node] = order.Count;
            open.Push(node);
            path.Push((node, next(node).GetEnumerator()));
        }

        void Leave()
        {
            var (node, ended) = path.Pop();
            ended.Dispose();
            if (path.TryPeek(out var caller))
            {
                lowest[caller.Node] = Math.Min(lowest[caller.Node], lowest[node]);
            }

            while (lowest[node] == order[node] && !found.ContainsKey(node))
            {
                found[open.Pop()] = order[node];
            }
        }
    }
}
