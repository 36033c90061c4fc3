using CsCheck;

namespace XbFunctions.Host.Tests;

/// <summary>Any number of hosts that come, go and die, over a model of the storage in which claims hold only for the version that was read.</summary>
[TestClass]
public sealed class PartitionBalancerTests
{
    private static readonly Gen<(int Partitions, int Seed, (int Action, int Host)[] Steps)> Stories = Gen.Select(
        Gen.Int[1, 12], Gen.Int[0, 1_000_000], Gen.Select(Gen.Int[0, 6], Gen.Int[0, 6]).Array[0, 60]);

    [TestMethod]
    public void However_hosts_come_and_go_each_partition_ends_with_one_owner_and_all_with_their_share() => Stories.Sample(story =>
    {
        var world = new World(story.Partitions, new Random(story.Seed));
        foreach (var (action, host) in story.Steps)
        {
            world.Step(action, host);
        }

        world.Settle();
        var held = world.Alive.SelectMany(static host => host.Held.Keys).Order().ToArray();
        var counts = world.Alive.Select(static host => host.Held.Count).ToArray();
        Assert.AreEqual(string.Join(',', world.Partitions.Order()), string.Join(',', held));
        Assert.IsLessThanOrEqualTo(1, counts.Max() - counts.Min(), string.Join(',', counts));
    });

    [TestMethod]
    public void A_host_alone_claims_everything_at_once() => Assert.HasCount(
        5, PartitionBalancer.Claims(["0", "1", "2", "3", "4"], new Dictionary<string, string>(), "a", new Random(1)));

    [TestMethod]
    [DataRow("a a a a", "b", 1, DisplayName = "one from the owner of all")]
    [DataRow("a a a b", "b", 1, DisplayName = "one from an owner above the share when below it")]
    [DataRow("a a b b", "b", 0, DisplayName = "nothing when balanced")]
    [DataRow("a a a b b", "b", 0, DisplayName = "nothing when the rest does not divide")]
    [DataRow("a a a - b", "b", 1, DisplayName = "what is free before anything is taken")]
    [DataRow("a - - - b c", "b", 1, DisplayName = "free ones up to the share, the rest is left to the others")]
    [DataRow("a b", "c", 0, DisplayName = "nothing when there are more owners than partitions")]
    public void Claims_follow_the_greedy_strategy(string owners, string self, int expected)
    {
        var list = owners.Split(' ');
        var partitions = Enumerable.Range(0, list.Length).Select(static number => $"{number}").ToArray();
        var owned = partitions.Zip(list).Where(static pair => pair.Second != "-").ToDictionary(static pair => pair.First, static pair => pair.Second);
        var claims = PartitionBalancer.Claims(partitions, owned, self, new Random(1));
        Assert.HasCount(expected, claims);
        Assert.IsTrue(claims.All(claim => owned.GetValueOrDefault(claim, "-") == (list.Contains("-") ? "-" : "a")));
    }

    private sealed class World
    {
        private readonly Random _random;
        private readonly Dictionary<string, (string Owner, int Version)> _storage = [];
        private readonly List<Host> _hosts = [];
        private readonly HashSet<string> _expired = [];
        private int _names;

        public World(int partitions, Random random)
        {
            _random = random;
            Partitions = [.. Enumerable.Range(0, partitions).Select(static number => $"{number}")];
        }

        public string[] Partitions { get; }

        public IReadOnlyList<Host> Alive => _hosts;

        public void Step(int action, int number)
        {
            if (action == 0 || _hosts.Count == 0)
            {
                _hosts.Add(new Host($"host {_names++}"));
                return;
            }

            var host = _hosts[number % _hosts.Count];
            switch (action)
            {
                case 1: // Stops and gives up what it has.
                    foreach (var (partition, version) in host.Held)
                    {
                        Write(partition, "", version);
                    }

                    _hosts.Remove(host);
                    break;
                case 2: // Is killed: what it had expires at some time.
                    _hosts.Remove(host);
                    if (number % 2 == 0)
                    {
                        _expired.Add(host.Name);
                    }

                    break;
                case 3 or 4:
                    List(host);
                    break;
                default:
                    Claim(host);
                    break;
            }
        }

        public void Settle()
        {
            if (_hosts.Count == 0)
            {
                Step(0, 0);
            }

            _expired.UnionWith(_storage.Values.Select(static entry => entry.Owner).Except(_hosts.Select(static host => host.Name)));
            for (var round = 0; round < (2 * Partitions.Length) + 4; round++)
            {
                foreach (var host in _hosts.OrderBy(_ => _random.Next()).ToArray())
                {
                    List(host);
                    Claim(host);
                }
            }

            _hosts.ForEach(List);
        }

        private void List(Host host)
        {
            foreach (var (partition, version) in host.Held.ToArray())
            {
                host.Held.Remove(partition);
                if (Write(partition, host.Name, version) is { } renewed)
                {
                    host.Held[partition] = renewed;
                }
            }

            host.Seen = new Dictionary<string, (string Owner, int Version)>(_storage);
        }

        private void Claim(Host host)
        {
            var live = host.Seen
                .Where(entry => entry.Value.Owner.Length > 0 && !_expired.Contains(entry.Value.Owner))
                .Where(entry => entry.Value.Owner != host.Name || host.Held.ContainsKey(entry.Key))
                .ToDictionary(static entry => entry.Key, static entry => entry.Value.Owner);
            foreach (var partition in PartitionBalancer.Claims(Partitions, live, host.Name, _random))
            {
                if (Write(partition, host.Name, host.Seen.TryGetValue(partition, out var seen) ? seen.Version : 0) is { } version)
                {
                    host.Held[partition] = version;
                }
            }
        }

        private int? Write(string partition, string owner, int version)
        {
            var current = _storage.TryGetValue(partition, out var entry) ? entry.Version : 0;
            if (current != version)
            {
                return null;
            }

            _storage[partition] = (owner, version + 1);
            return version + 1;
        }
    }

    private sealed class Host(string name)
    {
        public string Name => name;

        public Dictionary<string, int> Held { get; } = [];

        public Dictionary<string, (string Owner, int Version)> Seen { get; set; } = [];
    }
}
