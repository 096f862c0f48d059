using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using IncidentAgent.Telemetry;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace IncidentAgent.Access;

/// <summary>
/// Knows a caller by bearer token or basic credentials. Every configured credential is compared in constant time, so that neither which one came
/// close nor how close shows in the time taken. Without any configured, every caller is the operator.
/// </summary>
internal sealed class CredentialHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, IOptions<AccessOptions> access,
    AgentMetrics metrics)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "credential";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var credentials = access.Value.Credentials;
        if (credentials.Count == 0)
        {
            return Known(null, Role.Operator);
        }

        var presented = Context.Request.Headers.Authorization.ToString();
        if (presented.Length == 0)
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        var digest = Digest(presented);
        (string Name, Role Role)? match = null;
        foreach (var (name, credential) in credentials)
        {
            if (CryptographicOperations.FixedTimeEquals(digest, Digest(Header(credential))))
            {
                match = (name, credential.Role);
            }
        }

        return match is { } known ? Known(known.Name, known.Role) : Task.FromResult(AuthenticateResult.Fail("The credential is not known."));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (Request.Path.StartsWithSegments("/webhook"))
        {
            metrics.Refused(StatusCodes.Status401Unauthorized);
        }

        Response.Headers.WWWAuthenticate = new[] { "Bearer", "Basic realm=\"IncidentAgent\", charset=\"UTF-8\"" };
        await TypedResults.Problem(
            "Send 'Authorization: Bearer <token>' or basic credentials that are configured under Access:Credentials.",
            statusCode: StatusCodes.Status401Unauthorized).ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => TypedResults.Problem(
        "This credential may deliver alerts only. Use one whose Role is Operator.",
        statusCode: StatusCodes.Status403Forbidden).ExecuteAsync(Context);

    private static Task<AuthenticateResult> Known(string? name, Role role)
    {
        List<Claim> claims = [new(ClaimTypes.Role, nameof(Role.Sender))];
        if (role is Role.Operator)
        {
            claims.Add(new Claim(ClaimTypes.Role, nameof(Role.Operator)));
        }

        if (name is not null)
        {
            claims.Add(new Claim(ClaimTypes.Name, name));
        }

        var principal = new ClaimsPrincipal(new ClaimsIdentity(claims, SchemeName));
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(principal, SchemeName)));
    }

    private static string Header(CredentialOptions credential) => credential.Token is { } token
        ? $"Bearer {token}"
        : $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credential.Username}:{credential.Password}"))}";

    private static byte[] Digest(string header)
    {
        // The scheme's name is case-insensitive (RFC 9110, 11.1).
        var space = header.IndexOf(' ', StringComparison.Ordinal);
        var normal = space < 0 ? header : $"{header[..space].ToUpperInvariant()} {header[(space + 1)..].Trim()}";
        return SHA256.HashData(Encoding.UTF8.GetBytes(normal));
    }
}
