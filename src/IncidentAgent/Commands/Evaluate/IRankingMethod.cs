using IncidentAgent.Investigation.RootCause;

namespace IncidentAgent.Commands.Evaluate;

/// <summary>A way to find root causes that can be held against PetShop.</summary>
internal interface IRankingMethod
{
    /// <summary>As it is typed.</summary>
    string Name { get; }

    /// <summary>The nodes suspected, the first one most; empty when the method has nothing to say.</summary>
    Answer Ask(PetShopCase question);

    /// <summary>Whether the method blames nobody: what is wanted where nothing is wrong.</summary>
    bool IsSilent(PetShopCase question);
}

/// <param name="Nodes">By falling score; equal scores by name.</param>
/// <param name="Certainty"><see langword="null"/> for a method that does not say.</param>
internal sealed record Answer(IReadOnlyList<(string Node, double Score)> Nodes, Certainty? Certainty = null)
{
    public static readonly Answer None = new([]);

    public static Answer Of(IEnumerable<(string Node, double Score)> nodes, Certainty? certainty = null) =>
        new([.. nodes.OrderByDescending(node => node.Score).ThenBy(node => node.Node, StringComparer.Ordinal)], certainty);
}
