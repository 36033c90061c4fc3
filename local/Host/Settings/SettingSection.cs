using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace XbFunctions.Host;

/// <summary>Reads a section of <c>host.json</c> value by value; each message names the key, what it is and what is expected.</summary>
/// <remarks>Keys are compared without regard to case and values may stand as text, as in the service, which binds the file as configuration.</remarks>
internal sealed class SettingSection(IConfiguration section, string path)
{
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A whole number.</summary>
    /// <exception cref="FormatException">It is none, or out of its range.</exception>
    public int Number(string key, int absent, int least, int most) => OptionalNumber(key, least, most) ?? absent;

    /// <summary>A whole number that may be left out.</summary>
    /// <exception cref="FormatException">It is none, or out of its range.</exception>
    public int? OptionalNumber(string key, int least, int most) => Text(key) is not { } text
        ? null
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw Wrong(key, text, most == int.MaxValue ? $"a whole number of at least {least}" : $"a whole number from {least} to {most}");

    /// <summary>A duration such as <c>00:00:30</c>.</summary>
    /// <exception cref="FormatException">It is none, or out of its range.</exception>
    public TimeSpan Duration(string key, TimeSpan absent, TimeSpan least, TimeSpan most) => Text(key) is not { } text
        ? absent
        : TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var duration) && duration >= least && duration <= most
            ? duration
            : throw Wrong(key, text, $"a duration from {least:c} to {most:c}");

    /// <summary>A point in time; one without an offset is UTC.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public DateTimeOffset? Time(string key) => Text(key) is not { } text
        ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw Wrong(key, text, "a time such as 2026-01-31T00:00:00Z");

    /// <summary>True or false.</summary>
    /// <exception cref="FormatException">It is neither.</exception>
    public bool Flag(string key) => Text(key) is { } text && (bool.TryParse(text, out var flag) ? flag : throw Wrong(key, text, "true or false"));

    /// <summary>One of some names.</summary>
    /// <exception cref="FormatException">It is another.</exception>
    public string Choice(string key, string absent, params string[] names) => Text(key) is not { } text
        ? absent
        : names.FirstOrDefault(name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) ?? throw Wrong(key, text, string.Join(" or ", names));

    /// <summary>A section within this one; empty when it is not there.</summary>
    public SettingSection Section(string key)
    {
        _known.Add(key);
        return new SettingSection(section.GetSection(key), $"{path}.{key}");
    }

    /// <summary>Refuses a key that had another name in older versions.</summary>
    /// <exception cref="FormatException">It is there.</exception>
    public void RefuseRenamed(string key, string newName)
    {
        if (section.GetSection(key).Exists())
        {
            throw new FormatException($"{path}.{key} is a name of older versions and is not read any more. Use {newName}.");
        }
    }

    /// <summary>Refuses every key that nothing has asked for: in the service a misspelt one is silently without effect.</summary>
    /// <exception cref="FormatException">There is one.</exception>
    public void RefuseOthers()
    {
        if (section.GetChildren().FirstOrDefault(child => !_known.Contains(child.Key)) is { } unknown)
        {
            throw new FormatException($"{path}.{unknown.Key} is not known; known are {string.Join(", ", _known.Order(StringComparer.Ordinal))}.");
        }
    }

    /// <summary>An error about a key of this section.</summary>
    public FormatException Wrong(string key, object value, string expected) => new($"{path}.{key} is {value}; expected {expected}.");

    private string? Text(string key)
    {
        _known.Add(key);
        return section[key];
    }
}
