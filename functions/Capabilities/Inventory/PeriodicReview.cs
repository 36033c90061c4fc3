namespace XbFunctions.Capabilities.Inventory;

/// <summary>The (s, S) policy under periodic review: when stock and orders are at or below s, order up to S.</summary>
public static class PeriodicReview
{
    private const int MostSteps = 100_000;

    /// <summary>
    /// The policy that costs least, for discrete demand that is independent from period to period and filled from stock at once or later
    /// (Zheng and Federgruen, Operations Research 39 (1991) 654-665).
    /// </summary>
    /// <param name="holdingCost">Cost of a piece on hand at the end of a period, above 0.</param>
    /// <param name="stockOutCost">Cost of a piece missing at the end of a period, above 0.</param>
    /// <param name="orderCost">Fixed cost of an order, 0 or more.</param>
    /// <param name="demand">Probability of a demand of 0, 1, 2, ... pieces in a period; they add up to 1, and not all on 0.</param>
    /// <returns>s, S and the cost a period.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A cost is outside its range.</exception>
    /// <exception cref="ArgumentException">The probabilities do not add up to 1, or there is no demand.</exception>
    public static (int ReorderPoint, int OrderUpTo, double Cost) Exact(double holdingCost, double stockOutCost, double orderCost, ReadOnlySpan<double> demand)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(holdingCost);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(stockOutCost);
        ArgumentOutOfRangeException.ThrowIfNegative(orderCost);
        var chances = demand.ToArray();
        var mean = chances.Select(static (chance, pieces) => chance * pieces).Sum();
        return new Policy(CostOf, orderCost, chances).Search(int.MinValue, 0);

        double CostOf(int level)
        {
            var held = 0.0;
            for (var pieces = 0; pieces < chances.Length && pieces <= level; pieces++)
            {
                held += chances[pieces] * (level - pieces);
            }

            // What is missing is mean demand less the level, and what is held.
            return (holdingCost * held) + (stockOutCost * (mean - level + held));
        }
    }

    /// <summary>
    /// The same for any cost of a period, such as one that ends a lead time later, where a stock below 0 is no policy: what is not served is lost.
    /// </summary>
    /// <param name="periodCost">Cost of a period by stock and orders at its begin, falling to its least and then rising without end.</param>
    /// <param name="most">Level from which on the cost rises, 0 or more.</param>
    /// <param name="orderCost">Fixed cost of an order, 0 or more.</param>
    /// <param name="demand">Probability of a demand of 0, 1, 2, ... pieces in a period; they add up to 1, and not all on 0.</param>
    /// <returns>s, 0 or more, S and the cost a period.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A cost is outside its range.</exception>
    /// <exception cref="ArgumentException">The probabilities do not add up to 1, or there is no demand.</exception>
    public static (int ReorderPoint, int OrderUpTo, double Cost) Exact(Func<int, double> periodCost, int most, double orderCost, ReadOnlySpan<double> demand)
    {
        ArgumentNullException.ThrowIfNull(periodCost);
        ArgumentOutOfRangeException.ThrowIfNegative(orderCost);
        var (point, upTo, cost) = new Policy(periodCost, orderCost, demand.ToArray()).Search(0, most);
        return (Math.Max(0, point), Math.Max(1, upTo), cost);
    }

    /// <summary>
    /// The power approximation for normal demand (Ehrhardt and Mosier, Management Science 30 (1984) 618-622), orders arriving at once.
    /// </summary>
    /// <param name="holdingCost">Cost of a piece on hand at the end of a period, above 0.</param>
    /// <param name="stockOutCost">Cost of a piece missing at the end of a period, above 0.</param>
    /// <param name="orderCost">Fixed cost of an order, above 0.</param>
    /// <param name="mean">Mean demand of a period, above 0.</param>
    /// <param name="deviation">Its standard deviation, above 0.</param>
    /// <returns>s and S, pieces.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public static (double ReorderPoint, double OrderUpTo) Approximate(
        double holdingCost, double stockOutCost, double orderCost, double mean, double deviation)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(holdingCost);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(stockOutCost);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(orderCost);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(mean);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(deviation);
        var variation = deviation / mean * (deviation / mean);
        var quantity = 1.30 * Math.Pow(mean, 0.494) * Math.Pow(orderCost / holdingCost, 0.506) * Math.Pow(1 + variation, 0.116);
        var z = Math.Sqrt(quantity * holdingCost / (stockOutCost * deviation));
        var point = (0.973 * mean) + (deviation * ((0.183 / z) + 1.063 - (2.192 * z)));
        return (point, point + quantity);
    }

    private sealed class Policy
    {
        private readonly double _orderCost;
        private readonly double[] _demand;
        private readonly Func<int, double> _periodCost;
        private readonly List<double> _renewals = [];
        private readonly Dictionary<int, double> _costs = [];

        public Policy(Func<int, double> periodCost, double orderCost, double[] demand)
        {
            (_periodCost, _orderCost, _demand) = (periodCost, orderCost, demand);
            var mean = demand.Select(static (chance, pieces) => chance * pieces).Sum();
            if (Math.Abs(demand.Sum() - 1) > 1e-6 || mean <= 0 || demand.Any(static chance => chance < 0))
            {
                throw new ArgumentException("Expected probabilities of demand that add up to 1, not all of them on 0.", nameof(demand));
            }
        }

        // The notation is the paper's: G costs a period that begins with y, c(s, S) costs a period under the policy.
        public (int ReorderPoint, int OrderUpTo, double Cost) Search(int lowest, int most)
        {
            var best = most > 0 ? Enumerable.Range(0, most + 1).MinBy(CostOf) : 0;
            while (CostOf(best + 1) < CostOf(best))
            {
                Bound(++best);
            }

            var (s, upTo) = (best, best);
            do
            {
                s--;
            }
            while (s > lowest && Cost(s, best) > CostOf(s));

            var least = Cost(s, upTo);
            for (var candidate = upTo + 1; CostOf(candidate) <= least; candidate++)
            {
                Bound(candidate);
                if (Cost(s, candidate) >= least)
                {
                    continue;
                }

                upTo = candidate;
                while (Cost(s, upTo) <= CostOf(s + 1))
                {
                    s++;
                }

                least = Cost(s, upTo);
            }

            return (s, upTo, least);
        }

        private static void Bound(int pieces)
        {
            if (pieces > MostSteps)
            {
                throw new ArgumentOutOfRangeException(nameof(pieces), pieces, $"The policy orders up to more than {MostSteps} pieces: measure demand in larger units.");
            }
        }

        private double CostOf(int level)
        {
            if (!_costs.TryGetValue(level, out var cost))
            {
                _costs[level] = cost = _periodCost(level);
            }

            return cost;
        }

        private double Cost(int s, int upTo)
        {
            var (cost, periods) = (_orderCost, 0.0);
            for (var j = 0; j < upTo - s; j++)
            {
                cost += Renewal(j) * CostOf(upTo - j);
                periods += Renewal(j);
            }

            return cost / periods;
        }

        // Expected number of periods that begin j pieces below S.
        private double Renewal(int j)
        {
            while (_renewals.Count <= j)
            {
                var (at, sum) = (_renewals.Count, 0.0);
                for (var pieces = 1; pieces <= at && pieces < _demand.Length; pieces++)
                {
                    sum += _demand[pieces] * _renewals[at - pieces];
                }

                _renewals.Add((at == 0 ? 1 : sum) / (1 - _demand[0]));
            }

            return _renewals[j];
        }
    }
}
