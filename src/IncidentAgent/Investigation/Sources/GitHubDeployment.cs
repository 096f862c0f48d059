namespace IncidentAgent.Investigation.Sources;

/// <summary>
/// What is read of a deployment. Octokit's own type also reads the payload, as an object of strings; but whoever deploys may give any JSON, and one
/// other would make all of a page unreadable.
/// </summary>
internal sealed record GitHubDeployment
{
    public long Id { get; init; }

    public string Sha { get; init; } = "";

    public string Ref { get; init; } = "";

    public string Environment { get; init; } = "";

    public GitHubAccount? Creator { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>What became of a deployment, and when.</summary>
internal sealed record GitHubDeploymentStatus
{
    /// <summary><c>success</c>, <c>failure</c>, <c>in_progress</c>, …</summary>
    public string State { get; init; } = "";

    public string? LogUrl { get; init; }

    public string? TargetUrl { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}

internal sealed record GitHubAccount
{
    public string? Login { get; init; }
}
