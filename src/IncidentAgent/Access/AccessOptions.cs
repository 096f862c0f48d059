using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace IncidentAgent.Access;

/// <summary>Who may talk to the agent. Without credentials everyone who reaches it may do everything, so it then listens on this machine only.</summary>
public sealed class AccessOptions
{
    public const string Section = "Access";

    /// <summary>By name. A sender's name is the source of its alerts: the two of a highly available pair share one credential.</summary>
    public Dictionary<string, CredentialOptions> Credentials { get; init; } = [];
}

/// <summary>Either a bearer token or a user name with a password: what Alertmanager's <c>http_config</c> can send.</summary>
public sealed class CredentialOptions
{
    /// <summary>Sent as <c>Authorization: Bearer …</c>; at least 16 characters.</summary>
    public string? Token { get; init; }

    /// <summary>Sent as <c>Authorization: Basic …</c>, together with <see cref="Password"/>.</summary>
    public string? Username { get; init; }

    /// <summary>At least 16 characters.</summary>
    public string? Password { get; init; }

    /// <summary>A sender may deliver alerts and read metrics; an operator may do everything.</summary>
    [EnumDataType(typeof(Role))]
    public Role Role { get; init; } = Role.Sender;
}

public enum Role
{
    Sender,
    Operator,
}

internal sealed class AccessOptionsValidator : IValidateOptions<AccessOptions>
{
    private const int Shortest = 16;

    public ValidateOptionsResult Validate(string? name, AccessOptions options)
    {
        List<string> errors = [];
        foreach (var (credential, value) in options.Credentials)
        {
            var key = $"{AccessOptions.Section}:Credentials:{credential}";
            if (value.Token is null == (value.Username is null || value.Password is null))
            {
                errors.Add($"{key}: set either Token, or Username and Password.");
            }

            foreach (var (secret, length) in new[] { ("Token", value.Token?.Length), ("Password", value.Password?.Length) })
            {
                if (length < Shortest)
                {
                    errors.Add($"{key}:{secret} has {length} characters; it must have at least {Shortest}.");
                }
            }

            if (!Enum.IsDefined(value.Role))
            {
                errors.Add($"{key}:Role is {value.Role}; it must be Sender or Operator.");
            }
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
