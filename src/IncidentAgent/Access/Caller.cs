using System.Security.Claims;

namespace IncidentAgent.Access;

/// <summary>Who sends a request: made once for each credential, not for each request.</summary>
internal sealed class Caller : ClaimsPrincipal
{
    private readonly Role _role;

    private Caller(string? name, Role role)
        : base(new ClaimsIdentity(name is null ? [] : [new Claim(ClaimTypes.Name, name)], "credential"))
    {
        _role = role;
        Name = name;
    }

    /// <summary>Everyone, where no credential is configured.</summary>
    public static Caller Anybody { get; } = new(null, Role.Operator);

    /// <summary>The credential's configured name; <see langword="null"/> for <see cref="Anybody"/>.</summary>
    public string? Name { get; }

    public static Caller Of(string name, CredentialOptions credential) => new(name, credential.Role);

    /// <summary><see langword="null"/> when it sent no credential that is known.</summary>
    public static Caller? Of(HttpContext context) => context.User as Caller;

    /// <summary>An operator may do what a sender may.</summary>
    public bool May(Role role) => _role >= role;
}
