namespace IncidentAgent.Investigation.Sources;

/// <summary>Where a source is and how the agent is let in; a source without an address is not asked.</summary>
internal abstract class SourceOptions
{
    /// <summary>An http(s) address, with a path where the source is served under one.</summary>
    public string? Url { get; init; }

    /// <summary>A bearer token; not together with <see cref="Username"/>.</summary>
    public string? Token { get; init; }

    public string? Username { get; init; }

    public string? Password { get; init; }

    /// <summary>The longest single answer that is read; from 64 KiB to 64 MiB, by default 8 MiB.</summary>
    public long MaxResponseBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary><see cref="Url"/> with a slash at its end, so that a relative address keeps its path.</summary>
    public Uri Base => new(Url!.EndsWith('/') ? Url : Url + "/");

    public void CheckConnection(OptionProblems problems)
    {
        if (!Uri.TryCreate(Url, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            problems.Add(nameof(Url), $"is '{Url}'; it must be an http or https address such as http://localhost:9090.");
        }
        else if (url.UserInfo.Length > 0)
        {
            problems.Add(nameof(Url), $"carries a user name or password; put them into {nameof(Username)} and {nameof(Password)}.");
        }
        else if (url.Query.Length > 0 || url.Fragment.Length > 0)
        {
            problems.Add(nameof(Url), $"is '{Url}'; it must end with its path, without a query or fragment.");
        }

        if (!string.IsNullOrEmpty(Token) && !string.IsNullOrEmpty(Username))
        {
            problems.Add(nameof(Token), $"is set beside {nameof(Username)}; only one of them can be sent.");
        }

        if (Token?.Any(char.IsControl) == true)
        {
            problems.Add(nameof(Token), "holds a line break or another control character; it must be the token alone.");
        }

        problems.Range(nameof(MaxResponseBytes), MaxResponseBytes, 64 * 1024, 64 * 1024 * 1024);
    }
}
