using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace IncidentAgent.Access;

internal static class AccessSetup
{
    public const string Sender = nameof(Role.Sender);
    public const string Operator = nameof(Role.Operator);

    public static void AddAccess(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<AccessOptions>().BindConfiguration(AccessOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<AccessOptions>, AccessOptionsValidator>();
        builder.Services.AddAuthentication(CredentialHandler.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, CredentialHandler>(CredentialHandler.SchemeName, null);
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy(Sender, policy => policy.RequireRole(Sender))
            .AddPolicy(Operator, policy => policy.RequireRole(Operator));
    }

    /// <exception cref="StartRefusedException">An address that other machines reach, and no credential to tell callers apart.</exception>
    public static void RefuseOpenDoors(IEnumerable<string> urls, AccessOptions access)
    {
        if (access.Credentials.Count > 0)
        {
            return;
        }

        foreach (var url in urls)
        {
            var address = BindingAddress.Parse(url);
            var isLocal = address.IsUnixPipe || address.Host is "localhost" || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
            if (!isLocal)
            {
                throw new StartRefusedException(
                    $"--urls: '{url}' can be reached from other machines, and nobody has to say who they are. "
                    + "Set Access:Credentials:<name>:Token, or listen on http://127.0.0.1:8080.");
            }
        }
    }
}
