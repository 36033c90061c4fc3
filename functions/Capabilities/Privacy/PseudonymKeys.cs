using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Privacy;

/// <summary>The key in use and those before it that are not retired yet.</summary>
/// <param name="Current">Makes the pseudonyms of what comes.</param>
/// <param name="Previous">Made those of what is known, newest first; often none.</param>
public sealed record PseudonymKeys(PseudonymKey Current, IReadOnlyList<PseudonymKey> Previous)
{
    /// <summary>All of them, the current one first.</summary>
    public IReadOnlyList<PseudonymKey> All { get; } = [Current, .. Previous];

    /// <summary>Reads them from settings.</summary>
    /// <param name="options">The settings.</param>
    /// <exception cref="FormatException">A key is no key, or has another id than is said; the message names the setting and repeats no key.</exception>
    public static PseudonymKeys From(PseudonymOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new PseudonymKeys(
            Read($"{PseudonymOptions.Section}:", options.Key, options.KeyId),
            [.. options.Previous.Select(static (key, at) => Read($"{PseudonymOptions.Section}:Previous:{at}:", key.Key, key.Id))]);
    }

    private static PseudonymKey Read(string setting, string text, string id)
    {
        PseudonymKey key;
        try
        {
            key = PseudonymKey.FromBase64(text);
        }
        catch (FormatException wrong)
        {
            throw new FormatException($"{setting}Key: {wrong.Message}", wrong);
        }

        return id.Length == 0 || id == key.KeyId
            ? key
            : throw new FormatException($"{setting}Key has the id {key.KeyId}, and the id that is said to be its own is {id}.");
    }
}
