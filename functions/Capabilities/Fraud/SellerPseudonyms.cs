using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Pseudonyms of sellers seen lately: sellers are few and come back, so that a look-up replaces a hash. Not thread-safe.</summary>
internal sealed class SellerPseudonyms
{
    private const int Most = 4_096;

    private readonly Dictionary<string, Pseudonym> _known = new(StringComparer.Ordinal);

    /// <summary>Gives a seller's pseudonym.</summary>
    /// <param name="sellerId">The raw id.</param>
    /// <param name="reader">Makes the pseudonym of a seller not seen lately.</param>
    public Pseudonym Of(string sellerId, FraudSubjectReader reader)
    {
        if (_known.TryGetValue(sellerId, out var pseudonym))
        {
            return pseudonym;
        }

        if (_known.Count == Most)
        {
            _known.Clear();
        }

        return _known[sellerId] = reader.Seller(sellerId);
    }
}
