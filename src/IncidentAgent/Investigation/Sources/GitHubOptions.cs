using Microsoft.Extensions.Options;

namespace IncidentAgent.Investigation.Sources;

/// <summary>
/// GitHub, to be asked what was deployed; the section <c>GitHub</c>. It is asked as soon as it has a repository; without a token only public ones can
/// be read, 60 times an hour.
/// </summary>
internal sealed class GitHubOptions : SourceOptions
{
    public const string Section = "GitHub";

    public GitHubOptions() => Url = "https://api.github.com/";

    /// <summary>For a service's name its repository, <c>owner/name</c>.</summary>
    public IReadOnlyDictionary<string, string> Repositories { get; init; } = new Dictionary<string, string>();

    /// <summary>The repository of the services that have none of their own; by default they have none.</summary>
    public string? Repository { get; init; }

    /// <summary>Only deployments to this environment count; by default all.</summary>
    public string? Environment { get; init; }

    /// <summary>The repository a service is in.</summary>
    public string? RepositoryOf(string service) => Repositories.GetValueOrDefault(service) ?? (string.IsNullOrWhiteSpace(Repository) ? null : Repository);

    /// <summary>
    /// The service a repository is of; <see langword="null"/> when it is of several, or may be: <see cref="Repository"/> is of all services that have
    /// none of their own.
    /// </summary>
    public string? ServiceOf(string repository) =>
        !IsSame(repository, Repository) && Repositories.Where(one => IsSame(one.Value, repository)).ToList() is [var (service, _)] ? service : null;

    /// <summary>Where people see what the API tells: GitHub itself, or the server the API belongs to.</summary>
    public Uri Web => Base.Host == "api.github.com" ? new Uri("https://github.com/") : new Uri(Base, "/");

    /// <summary>GitHub does not tell upper from lower case in names.</summary>
    private static bool IsSame(string repository, string? other) => repository.Equals(other, StringComparison.OrdinalIgnoreCase);
}

internal sealed class GitHubOptionsValidator : IValidateOptions<GitHubOptions>
{
    public ValidateOptionsResult Validate(string? name, GitHubOptions options)
    {
        var problems = new OptionProblems(GitHubOptions.Section);
        options.CheckConnection(problems);
        foreach (var (service, repository) in options.Repositories)
        {
            Check(problems, $"{nameof(options.Repositories)}:{service}", repository);
        }

        if (!string.IsNullOrWhiteSpace(options.Repository))
        {
            Check(problems, nameof(options.Repository), options.Repository);
        }

        return problems.Result;
    }

    private static void Check(OptionProblems problems, string key, string repository)
    {
        if (repository.Split('/') is not [{ Length: > 0 } owner, { Length: > 0 } name] || !(owner + name).All(c => char.IsAsciiLetterOrDigit(c) || "-_.".Contains(c)))
        {
            problems.Add(key, $"is '{repository}'; it must be owner/name.");
        }
    }
}
