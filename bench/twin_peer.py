#!/usr/bin/env python3
"""The coolant pump line in SimPy, for the ratio beside src/loop/twin/twin_bench.cc: two presses with a sensor every two
seconds, assembly, leak test, packing, in front of each a queue, with the same values drawn on each unit. It has no
genealogy, lots, wear, breakdowns or disturbances. Prints events a second of processor time.

    pip install simpy && python3 bench/twin_peer.py [days]
"""
import random
import sys
import time

import simpy

days = float(sys.argv[1]) if len(sys.argv) > 1 else 7
chance = random.Random(7)
environment = simpy.Environment()
queues = {name: simpy.Store(environment, capacity=80) for name in ("OP20", "OP30", "OP40")}
readings = 0
packed = 0
events = 0


def even(mean, spread):
    return mean + spread * (2 * chance.random() - 1)


def sensor():
    global readings
    while True:
        even(230, 0.7)
        even(852, 9)
        readings += 2
        yield environment.timeout(2)


def press(number):
    made = 0
    while True:
        yield environment.timeout(even(42, 0.6))
        made += 1
        even(24.0012 + 0.0022 * (made % 5 - 2), 0.0008)
        if chance.random() >= 0.004:
            yield queues["OP20"].put((number, made))


def station(takes, spread, measurements, here, there):
    global packed
    while True:
        unit = yield queues[here].get()
        yield environment.timeout(even(takes, spread))
        for _ in range(measurements):
            even(2, 0.1)
        if there:
            yield queues[there].put(unit)
        else:
            packed += 1


for number in (1, 2):
    environment.process(sensor())
    environment.process(press(number))
environment.process(station(17, 1.5, 8, "OP20", "OP30"))
environment.process(station(15, 0.2, 2, "OP30", "OP40"))
environment.process(station(8, 1, 0, "OP40", None))

began = time.process_time()
until = days * 86_400
while environment.peek() <= until:
    environment.step()
    events += 1
seconds = time.process_time() - began
print(f"{events} events in {seconds:.2f} s of processor time: {events / seconds:,.0f}/s; {packed} units, {readings} readings")
