namespace XbFunctions.Xb.Simulation;

/// <summary>Stock on hand. Sales take from it; when it runs low an order is placed that arrives after the lead time.</summary>
internal sealed class Inventory
{
    private readonly int[] _onHand;
    private readonly int[] _target;
    private readonly DateTimeOffset[] _arrivesAt;

    public Inventory(SimulationOptions options, Catalogue catalogue)
    {
        _onHand = new int[catalogue.Products.Length];
        _target = new int[catalogue.Products.Length];
        _arrivesAt = new DateTimeOffset[catalogue.Products.Length];
        foreach (var product in catalogue.Products)
        {
            var perDay = options.PaymentsPerDay * 1.7 * product.Popularity / catalogue.TotalPopularity;
            _target[product.Index] = 8 + (int)(perDay * 40);
            _onHand[product.Index] = _target[product.Index];
            _arrivesAt[product.Index] = DateTimeOffset.MaxValue;
        }
    }

    /// <summary>Pieces that can be sold now; downloads never run out.</summary>
    public int Available(Product product, DateTimeOffset at)
    {
        if (product.Category.IsDigital)
        {
            return int.MaxValue;
        }

        if (_arrivesAt[product.Index] <= at)
        {
            _arrivesAt[product.Index] = DateTimeOffset.MaxValue;
            _onHand[product.Index] = _target[product.Index];
        }

        return _onHand[product.Index];
    }

    /// <summary>Takes up to <paramref name="quantity"/> pieces out of stock.</summary>
    public void Sell(Product product, int quantity, DateTimeOffset at)
    {
        if (product.Category.IsDigital)
        {
            return;
        }

        var left = Math.Max(0, Available(product, at) - quantity);
        _onHand[product.Index] = left;
        if (left < _target[product.Index] / 4 && _arrivesAt[product.Index] == DateTimeOffset.MaxValue)
        {
            _arrivesAt[product.Index] = at + TimeSpan.FromDays(6 + (product.Index % 15));
        }
    }
}
