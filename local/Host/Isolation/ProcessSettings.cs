using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace XbFunctions.Host;

/// <summary>The settings of a function process: the supervisor's own, with storage and hub in place and nothing left to start.</summary>
/// <param name="configuration">The supervisor's settings.</param>
/// <param name="options">The supervisor's options, however they were set.</param>
/// <param name="httpPort">The port that the HTTP functions had in their last life, so that clients find them again.</param>
internal sealed class ProcessSettings(IConfiguration configuration, LocalPlatformOptions options, Func<int?> httpPort)
{
    /// <summary>The settings as of now, by configuration key.</summary>
    public IReadOnlyDictionary<string, string?> Of()
    {
        var settings = new Dictionary<string, string?>(configuration.AsEnumerable().Where(static setting => setting.Value is not null), StringComparer.OrdinalIgnoreCase)
        {
            ["AzureFunctionsWebHost:hostid"] = HostIdentity.Find(configuration),
            [Key(nameof(options.Isolate))] = bool.FalseString,
            [Key(nameof(options.StartAzurite))] = bool.FalseString,
            [Key(nameof(options.StartEventHub))] = bool.FalseString,
            [Key(nameof(options.DataDirectory))] = options.FindDataDirectory(),
            [Key(nameof(options.HttpPort))] = (httpPort() ?? options.HttpPort).ToString(CultureInfo.InvariantCulture),
            [Key(nameof(options.MaxRequestBodyBytes))] = options.MaxRequestBodyBytes.ToString(CultureInfo.InvariantCulture),
            [Key(nameof(options.ClockSkew))] = options.ClockSkew.ToString("c", CultureInfo.InvariantCulture),
            [Key(nameof(options.ShutdownGrace))] = options.ShutdownGrace.ToString("c", CultureInfo.InvariantCulture),
        };
        for (var index = 0; index < options.Functions.Count; index++)
        {
            settings[$"{Key(nameof(options.Functions))}:{index.ToString(CultureInfo.InvariantCulture)}"] = options.Functions[index];
        }

        return settings;
    }

    private static string Key(string option) => $"{LocalPlatformOptions.Section}:{option}";
}
