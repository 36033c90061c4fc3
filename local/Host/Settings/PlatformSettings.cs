using Microsoft.Extensions.Configuration;

namespace XbFunctions.Host;

/// <summary>Settings that are known only once the platform has started, such as Azurite's ports; they win over every other source.</summary>
internal sealed class PlatformSettings : ConfigurationProvider, IConfigurationSource
{
    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    /// <summary>Puts values in place and tells the readers of the configuration.</summary>
    public void Publish(IEnumerable<KeyValuePair<string, string?>> values)
    {
        foreach (var (key, value) in values)
        {
            Set(key, value);
        }

        OnReload();
    }
}
