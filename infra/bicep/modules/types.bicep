metadata description = 'Types that several modules share.'

@export()
@description('How large the parts are.')
type sizesType = {
  @description('Event Hubs tier.')
  hubTier: 'Standard' | 'Premium'

  @description('Throughput units (Standard) or processing units (Premium) to begin with.')
  @minValue(1)
  @maxValue(40)
  hubUnits: int

  @description('Throughput units that the namespace may grow to by itself; Standard only.')
  @minValue(1)
  @maxValue(40)
  hubMaxUnits: int

  @description('Instances of each Event Hubs function that are always there.')
  @minValue(0)
  @maxValue(32)
  streamInstances: int

  @description('Instances of the HTTP functions that are always there.')
  @minValue(0)
  @maxValue(32)
  httpInstances: int

  @description('Most instances of each group of functions.')
  @minValue(40)
  @maxValue(1000)
  mostInstances: int

  @description('Memory of an instance, MB.')
  instanceMemory: 512 | 2048 | 4096

  @description('HTTP requests that one instance takes at a time.')
  @minValue(1)
  @maxValue(1000)
  httpConcurrency: int

  @description('Days for which logs and metrics are kept.')
  @minValue(30)
  @maxValue(730)
  logDays: int

  @description('Storage redundancy.')
  storageSku: 'Standard_LRS' | 'Standard_ZRS' | 'Standard_GZRS'
}
