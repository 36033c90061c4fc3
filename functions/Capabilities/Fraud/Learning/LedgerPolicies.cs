using System.Globalization;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Finds policies by the version that decisions name, and keeps them compiled.</summary>
/// <param name="store">The policies.</param>
internal sealed class LedgerPolicies(FraudPolicyStore store)
{
    private readonly Dictionary<string, (FraudPolicy? Policy, string? Problem)> _policies = new(StringComparer.Ordinal);

    /// <summary>The policy of a version, or why there is none.</summary>
    public async Task<(FraudPolicy? Policy, string? Problem)> FindAsync(string version, CancellationToken cancellationToken)
    {
        if (!_policies.TryGetValue(version, out var found))
        {
            _policies.Add(version, found = await LoadAsync(version, cancellationToken).ConfigureAwait(false));
        }

        return found;
    }

    private async Task<(FraudPolicy? Policy, string? Problem)> LoadAsync(string version, CancellationToken cancellationToken)
    {
        if (version == FraudPolicy.DefaultVersion)
        {
            return (FraudPolicy.Default, null);
        }

        if (!int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return (null, $"policy '{version}' is no version");
        }

        try
        {
            return (FraudPolicy.Compile(await store.GetAsync(number, cancellationToken).ConfigureAwait(false), version), null);
        }
        catch (PolicyException exception)
        {
            return (null, $"policy {version} cannot be used: {exception.Message}");
        }
    }
}
