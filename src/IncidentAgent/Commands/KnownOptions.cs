using IncidentAgent.Access;
using IncidentAgent.Alerts;
using IncidentAgent.Incidents;
using IncidentAgent.Investigation;
using IncidentAgent.Investigation.Remediation;
using IncidentAgent.Investigation.Sources;
using IncidentAgent.Investigation.Summary;
using IncidentAgent.Notifications;
using IncidentAgent.Storage;

namespace IncidentAgent.Commands;

/// <summary>The agent's configuration sections and the classes they are bound to, one line a stage.</summary>
internal static class KnownOptions
{
    public static ConfigurationKeys Keys { get; } = new(
    [
        (AccessOptions.Section, typeof(AccessOptions)),
        (IntakeOptions.Section, typeof(IntakeOptions)),
        (IncidentOptions.Section, typeof(IncidentOptions)),
        (InvestigationOptions.Section, typeof(InvestigationOptions)),
        (PrometheusOptions.Section, typeof(PrometheusOptions)),
        (LokiOptions.Section, typeof(LokiOptions)),
        (JaegerOptions.Section, typeof(JaegerOptions)),
        (AlertmanagerOptions.Section, typeof(AlertmanagerOptions)),
        (GitHubOptions.Section, typeof(GitHubOptions)),
        (RemediationOptions.Section, typeof(RemediationOptions)),
        (LanguageModelOptions.Section, typeof(LanguageModelOptions)),
        (NotificationOptions.Section, typeof(NotificationOptions)),
        (RoutingOptions.Section, typeof(RoutingOptions)),
        (StorageOptions.Section, typeof(StorageOptions)),
    ]);
}
