using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace XbFunctions.EventHub;

/// <summary>Shared access signatures: <c>SharedAccessSignature sr=...&amp;sig=...&amp;se=...&amp;skn=...</c>, signed with HMAC-SHA256.</summary>
/// <param name="Audience">What the token is for, decoded.</param>
/// <param name="KeyName">Name of the access key.</param>
/// <param name="ExpiresAt">When it ends.</param>
internal sealed record SasToken(string Audience, string KeyName, DateTimeOffset ExpiresAt)
{
    private const string Prefix = "SharedAccessSignature ";

    /// <summary>Makes a token.</summary>
    public static string Create(string audience, string keyName, string key, DateTimeOffset expiresAt)
    {
        var encoded = Uri.EscapeDataString(audience);
        var seconds = expiresAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"{Prefix}sr={encoded}&sig={Uri.EscapeDataString(Convert.ToBase64String(Sign(encoded, seconds, key)))}&se={seconds}&skn={Uri.EscapeDataString(keyName)}";
    }

    /// <summary>Checks a token.</summary>
    /// <param name="text">The token.</param>
    /// <param name="keys">Access keys by name.</param>
    /// <param name="now">The time.</param>
    /// <param name="token">What it says, when it is good.</param>
    /// <param name="refusal">Why it is not good; names no key and no signature.</param>
    public static bool TryVerify(
        string? text,
        IReadOnlyDictionary<string, string> keys,
        DateTimeOffset now,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out SasToken? token,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out string? refusal)
    {
        token = null;
        refusal = "The token is no shared access signature.";
        if (text is null || !text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return false;
        }

        var fields = text[Prefix.Length..].Split('&')
            .Select(static field => field.Split('=', 2))
            .Where(static field => field.Length == 2)
            .GroupBy(static field => field[0], static field => field[1], StringComparer.Ordinal)
            .ToDictionary(static group => group.Key, static group => group.First(), StringComparer.Ordinal);
        if (!fields.TryGetValue("sr", out var audience) || !fields.TryGetValue("sig", out var signature)
            || !fields.TryGetValue("se", out var expiry) || !fields.TryGetValue("skn", out var name)
            || !long.TryParse(expiry, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > 253_402_300_799)
        {
            return false;
        }

        var keyName = WebUtility.UrlDecode(name);
        var isSigned = keys.TryGetValue(keyName, out var key)
            && CryptographicOperations.FixedTimeEquals(
                Encoding.UTF8.GetBytes(Convert.ToBase64String(Sign(audience, expiry, key))),
                Encoding.UTF8.GetBytes(WebUtility.UrlDecode(signature).Replace(' ', '+')));
        if (!isSigned)
        {
            refusal = "The token has an invalid signature.";
            return false;
        }

        var expiresAt = DateTimeOffset.FromUnixTimeSeconds(seconds);
        if (expiresAt <= now)
        {
            refusal = $"The token expired at {expiresAt:O}.";
            return false;
        }

        (token, refusal) = (new SasToken(WebUtility.UrlDecode(audience), keyName, expiresAt), null);
        return true;
    }

    private static byte[] Sign(string encodedAudience, string expiry, string key) =>
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes($"{encodedAudience}\n{expiry}"));
}
