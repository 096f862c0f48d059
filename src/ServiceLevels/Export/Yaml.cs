using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.EventEmitters;
using YamlDotNet.Serialization.NamingConventions;

namespace ServiceLevels.Export;

/// <summary>YAML as the tools that read it expect it: camelCase, text of several lines as a block.</summary>
internal static class Yaml
{
    private static readonly ISerializer Serializer = new SerializerBuilder()
        .WithNamingConvention(CamelCaseNamingConvention.Instance)
        .ConfigureDefaultValuesHandling(DefaultValuesHandling.OmitNull)
        .WithEventEmitter(next => new LinesAsBlock(next))
        .WithQuotingNecessaryStrings()
        .DisableAliases()
        .WithNewLine("\n")
        .Build();

    private static readonly IDeserializer Deserializer = new DeserializerBuilder()
        .WithNamingConvention(CamelCaseNamingConvention.Instance)
        .WithTypeMapping<IReadOnlyList<ServiceMetric>, List<ServiceMetric>>()
        .WithTypeMapping<IReadOnlyList<string>, List<string>>()
        .WithEnforceRequiredMembers()
        .Build();

    public static string Write(object document) => Serializer.Serialize(document);

    public static T Read<T>(string yaml)
    {
        try
        {
            return Deserializer.Deserialize<T>(yaml) ?? throw new FormatException("The file is empty.");
        }
        catch (YamlException e)
        {
            throw new FormatException($"Line {e.Start.Line}: {(e.InnerException ?? e).Message}", e);
        }
    }

    private sealed class LinesAsBlock(IEventEmitter next) : ChainedEventEmitter(next)
    {
        public override void Emit(ScalarEventInfo eventInfo, IEmitter emitter)
        {
            if (eventInfo.Source.Value is string text && text.Contains('\n'))
            {
                eventInfo.Style = ScalarStyle.Literal;
            }

            base.Emit(eventInfo, emitter);
        }
    }
}
