namespace IncidentAgent.Commands.Evaluate;

/// <summary>
/// PetShop's baseline "traversal": the anomalous nodes none of whose callees is anomalous, each with the highest sum of scores on a path of anomalous
/// nodes from the target to it.
/// </summary>
internal sealed class TraversalMethod : IRankingMethod
{
    public string Name => "traversal";

    public Answer Ask(PetShopCase question)
    {
        if (AnomalousNodes.Of(question) is not { } scores)
        {
            return Answer.None;
        }

        var best = new Dictionary<string, double>();
        Walk(question.Target, scores[question.Target], []);
        return Answer.Of(best.Where(node => !question.Graph.Callees(node.Key).Any(scores.ContainsKey)).Select(node => (node.Key, node.Value)));

        void Walk(string node, double sum, HashSet<string> path)
        {
            best[node] = best.TryGetValue(node, out var known) ? Math.Max(known, sum) : sum;
            path.Add(node);
            foreach (var callee in question.Graph.Callees(node).Where(callee => scores.ContainsKey(callee) && !path.Contains(callee)))
            {
                Walk(callee, sum + scores[callee], path);
            }

            path.Remove(node);
        }
    }

    public bool IsSilent(PetShopCase question) => Ask(question).Nodes.Count == 0;
}
