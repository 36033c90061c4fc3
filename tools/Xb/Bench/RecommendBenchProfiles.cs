using XbFunctions.Capabilities.Catalogue;
using XbFunctions.Capabilities.Recommendations.Serving;
using XbFunctions.Contracts;

namespace XbFunctions.Xb.Bench;

/// <summary>Customers in memory who each look at a few categories, the first of an item list more than the last.</summary>
internal sealed class RecommendBenchProfiles : ICustomerHistories
{
    private const int Visits = 16;
    private const int CategoriesOfCustomer = 2;
    private static readonly DateTimeOffset Begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] MarketCodes = ["DE", "US", "JP", "BR", "FR"];

    private readonly CustomerHistory[] _histories;
    private readonly Dictionary<Pseudonym, int> _numbers;

    /// <summary>Draws the customers.</summary>
    /// <param name="catalogue">What they look at.</param>
    /// <param name="key">Names them.</param>
    /// <param name="count">How many; their ids are <c>c-0</c> and so on.</param>
    public RecommendBenchProfiles(CatalogueSnapshot catalogue, PseudonymKey key, int count)
    {
        var random = new Random(1);
        var categories = catalogue.Groups.Categories;
        _histories = new CustomerHistory[count];
        _numbers = new Dictionary<Pseudonym, int>(count);
        for (var customer = 0; customer < count; customer++)
        {
            var own = Enumerable.Range(0, CategoriesOfCustomer).Select(_ => categories[random.Next(categories.Count)]).ToArray();
            string[] recent = [.. Enumerable.Range(0, Visits).Select(_ =>
            {
                var category = own[random.Next(own.Length)];
                return catalogue[category[(int)(category.Length * Math.Pow(random.NextDouble(), 2))]].Sku.Value;
            })];
            _histories[customer] = new CustomerHistory(recent, [recent[0]], []);
            _numbers[key.Of(new CustomerId($"c-{customer}"))] = customer;
        }
    }

    /// <summary>A customer's history.</summary>
    /// <param name="customer">Number of the customer.</param>
    public CustomerHistory this[int customer] => _histories[customer];

    /// <inheritdoc/>
    public ValueTask<CustomerHistory> FindAsync(Pseudonym customer, CancellationToken cancellationToken) =>
        new(_numbers.TryGetValue(customer, out var number) ? _histories[number] : CustomerHistory.None);

    /// <summary>Learns signals from what they looked at.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    public ItemSignals Learn(CancellationToken cancellationToken)
    {
        var learning = new SignalsLearning();
        foreach (var (customer, history) in _histories.Index())
        {
            foreach (var sku in history.Recent)
            {
                learning.Add($"c-{customer}", sku, CountryCode.Parse(MarketCodes[customer % MarketCodes.Length]), Begin.AddSeconds(customer), 1);
            }
        }

        return learning.Learn(cancellationToken);
    }
}
