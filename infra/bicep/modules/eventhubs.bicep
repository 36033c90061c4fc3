metadata description = 'The Event Hubs namespace with the hubs and consumer groups of hubs.json; keys are off, the identity sends and receives.'

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('Name of the namespace.')
param name string

@description('Tier.')
param tier 'Standard' | 'Premium'

@description('Throughput or processing units.')
param units int

@description('Throughput units that the namespace may grow to; Standard only.')
param maxUnits int

@description('Partitions of every hub.')
param partitions int

@description('Closes the public address.')
param isPrivate bool

@description('Object id of the identity that receives and sends.')
param principalId string

@description('Where diagnostic logs go.')
param workspaceId string

var layout = loadJsonContent('../hubs.json')
var dataReceiver = 'a638d3c7-ab3a-418d-83e6-5f17a39d4fde'
var dataSender = '2b629674-e913-4c01-ae53-ef4638d8f975'

// What the functions read, and what they write.
var received = filter(layout.hubs, hub => length(hub.consumerGroups) > 0)
var sent = filter(layout.hubs, hub => contains(['decisions', 'insights', 'payments'], hub.name))
var groups = flatten(map(layout.hubs, hub => map(hub.consumerGroups, group => { hub: hub.name, group: group })))

resource namespace 'Microsoft.EventHub/namespaces@2024-01-01' = {
  name: name
  location: location
  tags: tags
  sku: { name: tier, tier: tier, capacity: units }
  properties: {
    disableLocalAuth: true
    minimumTlsVersion: '1.2'
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
    isAutoInflateEnabled: tier == 'Standard' && maxUnits > units
    maximumThroughputUnits: tier == 'Standard' && maxUnits > units ? maxUnits : 0
  }
}

resource hubs 'Microsoft.EventHub/namespaces/eventhubs@2024-01-01' = [
  for hub in layout.hubs: {
    parent: namespace
    name: hub.name
    properties: {
      partitionCount: partitions
      retentionDescription: {
        cleanupPolicy: 'Delete'
        retentionTimeInHours: hub.retentionHours
      }
    }
  }
]

resource consumerGroups 'Microsoft.EventHub/namespaces/eventhubs/consumergroups@2024-01-01' = [
  for entry in groups: {
    name: '${name}/${entry.hub}/${entry.group}'
    properties: {}
    dependsOn: [hubs]
  }
]

resource receivedHubs 'Microsoft.EventHub/namespaces/eventhubs@2024-01-01' existing = [
  for hub in received: {
    parent: namespace
    name: hub.name
  }
]

resource receivers 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (hub, i) in received: {
    name: guid(namespace.id, hub.name, principalId, dataReceiver)
    scope: receivedHubs[i]
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', dataReceiver)
    }
    dependsOn: [hubs]
  }
]

resource sentHubs 'Microsoft.EventHub/namespaces/eventhubs@2024-01-01' existing = [
  for hub in sent: {
    parent: namespace
    name: hub.name
  }
]

resource senders 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (hub, i) in sent: {
    name: guid(namespace.id, hub.name, principalId, dataSender)
    scope: sentHubs[i]
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', dataSender)
    }
    dependsOn: [hubs]
  }
]

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: namespace
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'OperationalLogs', enabled: true }, { category: 'AutoScaleLogs', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

@description('Resource id.')
output id string = namespace.id

@description('Host name for connections.')
output host string = '${name}.servicebus.windows.net'
