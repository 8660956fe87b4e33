"""What every address answers to everybody, written by hand and apart from the site.

One line for an address and a circle: the method, the address after ``/d/<dossier>/`` (or, from ``/``, outside of any),
what is sent, and the status for each of the cast in the order of the heading. ``{entry_table}`` is the entry that lies
in the circle of the whole table, written by Bo; in ``family`` Oma wrote everything, in ``school`` (Bo and Tess) Bo, in
``own`` (the personal circle of Tess, with guest Eva) Tess.

200 and 204 it is shown, 303 it is done (at the start also: kept, and shown again to be mended), 422 it would be done if
what was sent were good, 404 there is no such thing for
you, 302 go there first (inside a dossier: sign in).
"""

HEADING = "Ann Ben Tess Oma Bo Kim Eva Piet Zed Ann/Bo nobody"

DOSSIER = """
GET  / -                                                                   200 200 200 200 200 200 200 404 404 200 302
GET  who-belongs/ -                                                        200 200 404 404 404 404 404 404 404 404 302
POST who-belongs/ -                                                        303 303 404 404 404 404 404 404 404 404 302
GET  who-looked/ -                                                         200 200 200 200 404 404 404 404 404 404 302
GET  who-looked/?seat={seat_Bo} -                                          200 200 200 200 404 404 404 404 404 404 302
GET  who-looked/?seat={seat_Eva} -                                         404 404 200 404 404 404 404 404 404 404 302
GET  who-looked/?seat={gone} -                                             404 404 404 404 404 404 404 404 404 404 302
GET  who-looked/csv/ -                                                     200 200 200 200 404 404 404 404 404 404 302
GET  who-looked/csv/?seat={seat_Eva} -                                     404 404 200 404 404 404 404 404 404 404 302
GET  who-looked/fhir/ -                                                    200 200 200 200 404 404 404 404 404 404 302
GET  who-looked/fhir/?seat={gone} -                                        404 404 404 404 404 404 404 404 404 404 302
"""

JOURNAL = """
GET  journal/ -                                                            200 200 200 200 200 200 200 404 404 200 302
GET  journal/?circle={circle_table} -                                      200 200 200 200 200 200 404 404 404 200 302
GET  journal/?circle={circle_family} -                                     200 200 200 200 404 404 404 404 404 404 302
GET  journal/?circle={circle_school} -                                     200 200 200 404 200 404 404 404 404 200 302
GET  journal/?circle={circle_own} -                                        404 404 200 404 404 404 200 404 404 404 302
GET  journal/?circle={gone} -                                              404 404 404 404 404 404 404 404 404 404 302
GET  journal/write/ -                                                      200 200 200 200 200 200 200 404 404 404 302
GET  journal/write/?circle={circle_own} -                                  404 404 200 404 404 404 200 404 404 404 302
POST journal/write/ -                                                      422 422 422 422 422 422 422 404 404 404 302
GET  journal/{entry_table}/ -                                              200 200 200 200 200 200 404 404 404 200 302
GET  journal/{entry_family}/ -                                             200 200 200 200 404 404 404 404 404 404 302
GET  journal/{entry_school}/ -                                             200 200 200 404 200 404 404 404 404 200 302
GET  journal/{entry_own}/ -                                                404 404 200 404 404 404 200 404 404 404 302
POST journal/{entry_table}/ -                                              422 422 422 422 422 422 404 404 404 404 302
POST journal/{entry_family}/ -                                             422 422 422 422 404 404 404 404 404 404 302
POST journal/{entry_school}/ -                                             422 422 422 404 422 404 404 404 404 404 302
POST journal/{entry_own}/ -                                                404 404 422 404 404 404 422 404 404 404 302
GET  journal/{goal_table}/ -                                               404 404 404 404 404 404 404 404 404 404 302
GET  journal/{entry_table}/react/ -                                        303 303 303 303 303 303 404 404 404 303 302
GET  journal/{entry_own}/react/ -                                          404 404 303 404 404 404 303 404 404 404 302
POST journal/{entry_table}/react/ sign=heart                               303 303 303 303 303 303 404 404 404 404 302
POST journal/{entry_family}/react/ sign=heart                              303 303 303 303 404 404 404 404 404 404 302
POST journal/{entry_school}/react/ sign=heart                              303 303 303 404 303 404 404 404 404 404 302
POST journal/{entry_own}/react/ sign=heart                                 404 404 303 404 404 404 303 404 404 404 302
GET  journal/{entry_table}/history/ -                                      200 200 200 200 200 200 404 404 404 200 302
GET  journal/{comment_school}/history/ -                                   200 200 200 404 200 404 404 404 404 200 302
GET  journal/{entry_own}/history/ -                                        404 404 200 404 404 404 200 404 404 404 302
GET  journal/{entry_table}/edit/ -                                         200 200 404 404 200 404 404 404 404 404 302
GET  journal/{comment_table}/edit/ -                                       200 200 404 404 200 404 404 404 404 404 302
GET  journal/{entry_family}/edit/ -                                        200 200 404 200 404 404 404 404 404 404 302
GET  journal/{entry_school}/edit/ -                                        200 200 404 404 200 404 404 404 404 404 302
GET  journal/{entry_own}/edit/ -                                           404 404 200 404 404 404 404 404 404 404 302
POST journal/{entry_table}/edit/ -                                         422 422 404 404 422 404 404 404 404 404 302
POST journal/{entry_own}/edit/ -                                           404 404 422 404 404 404 404 404 404 404 302
GET  journal/{entry_table}/delete/ -                                       200 200 404 404 200 404 404 404 404 404 302
GET  journal/{entry_own}/delete/ -                                         404 404 200 404 404 404 404 404 404 404 302
POST journal/{entry_table}/delete/ -                                       303 303 404 404 303 404 404 404 404 404 302
POST journal/{entry_family}/delete/ -                                      303 303 404 303 404 404 404 404 404 404 302
POST journal/{entry_school}/delete/ -                                      303 303 404 404 303 404 404 404 404 404 302
POST journal/{entry_own}/delete/ -                                         404 404 303 404 404 404 404 404 404 404 302
GET  journal/{entry_table}/move/ -                                         200 200 404 404 200 404 404 404 404 404 302
GET  journal/{entry_table}/move/?to={circle_family} -                      200 200 404 404 404 404 404 404 404 404 302
GET  journal/{entry_table}/move/?to={circle_own} -                         404 404 404 404 404 404 404 404 404 404 302
GET  journal/{entry_own}/move/ -                                           404 404 200 404 404 404 404 404 404 404 302
POST journal/{entry_table}/move/ to={circle_family}                        303 303 404 404 404 404 404 404 404 404 302
POST journal/{entry_own}/move/ to={circle_table}                           404 404 422 404 404 404 404 404 404 404 302
"""

PLAN = """
GET  plan/ -                                                               200 200 200 200 200 200 200 404 404 200 302
GET  plan/history/ -                                                       200 200 200 200 200 200 200 404 404 200 302
GET  plan/goals/new/ -                                                     200 200 200 200 200 200 200 404 404 404 302
POST plan/goals/new/ -                                                     422 422 422 422 422 422 422 404 404 404 302
GET  plan/goals/{goal_table}/ -                                            200 200 200 200 200 200 404 404 404 200 302
GET  plan/goals/{goal_family}/ -                                           200 200 200 200 404 404 404 404 404 404 302
GET  plan/goals/{goal_school}/ -                                           200 200 200 404 200 404 404 404 404 200 302
GET  plan/goals/{goal_own}/ -                                              404 404 200 404 404 404 200 404 404 404 302
GET  plan/goals/{entry_table}/ -                                           404 404 404 404 404 404 404 404 404 404 302
GET  plan/goals/{goal_table}/edit/ -                                       200 200 404 404 200 404 404 404 404 404 302
GET  plan/goals/{goal_family}/edit/ -                                      200 200 404 200 404 404 404 404 404 404 302
GET  plan/goals/{goal_own}/edit/ -                                         404 404 200 404 404 404 404 404 404 404 302
POST plan/goals/{goal_table}/edit/ -                                       422 422 404 404 422 404 404 404 404 404 302
POST plan/goals/{goal_own}/edit/ -                                         404 404 422 404 404 404 404 404 404 404 302
POST plan/goals/{goal_table}/state/ state=reached                          303 303 404 404 303 404 404 404 404 404 302
POST plan/goals/{goal_family}/state/ state=reached                         303 303 404 303 404 404 404 404 404 404 302
POST plan/goals/{goal_own}/state/ state=reached                            404 404 303 404 404 404 404 404 404 404 302
POST plan/goals/{goal_table}/steps/ -                                      422 422 422 422 422 422 404 404 404 404 302
POST plan/goals/{goal_school}/steps/ -                                     422 422 422 404 422 404 404 404 404 404 302
POST plan/goals/{goal_own}/steps/ -                                        404 404 422 404 404 404 422 404 404 404 302
POST plan/goals/{goal_table}/standing/ -                                   422 422 422 422 422 422 404 404 404 404 302
POST plan/goals/{goal_own}/standing/ -                                     404 404 422 404 404 404 422 404 404 404 302
GET  plan/goals/{goal_table}/agreements/new/ -                             200 200 200 200 200 200 404 404 404 404 302
GET  plan/goals/{goal_own}/agreements/new/ -                               404 404 200 404 404 404 200 404 404 404 302
POST plan/goals/{goal_table}/agreements/new/ -                             422 422 422 422 422 422 404 404 404 404 302
POST plan/goals/{goal_own}/agreements/new/ -                               404 404 422 404 404 404 422 404 404 404 302
POST plan/steps/{step_table}/tick/ state=done                              303 303 404 404 303 404 404 404 404 404 302
POST plan/steps/{step_own}/tick/ state=done                                404 404 303 404 404 404 404 404 404 404 302
GET  plan/parts/{part_table}/edit/ -                                       200 200 404 404 200 404 404 404 404 404 302
GET  plan/parts/{part_own}/edit/ -                                         404 404 200 404 404 404 404 404 404 404 302
POST plan/parts/{part_table}/edit/ -                                       422 422 404 404 422 404 404 404 404 404 302
POST plan/parts/{part_own}/edit/ -                                         404 404 422 404 404 404 404 404 404 404 302
GET  plan/agreements/new/ -                                                200 200 200 200 200 200 200 404 404 404 302
POST plan/agreements/new/ -                                                422 422 422 422 422 422 422 404 404 404 302
GET  plan/agreements/{agreement_table}/ -                                  200 200 200 200 200 200 404 404 404 200 302
GET  plan/agreements/{agreement_family}/ -                                 200 200 200 200 404 404 404 404 404 404 302
GET  plan/agreements/{agreement_school}/ -                                 200 200 200 404 200 404 404 404 404 200 302
GET  plan/agreements/{agreement_own}/ -                                    404 404 200 404 404 404 200 404 404 404 302
GET  plan/agreements/{agreement_table}/edit/ -                             200 200 404 404 200 404 404 404 404 404 302
GET  plan/agreements/{agreement_own}/edit/ -                               404 404 200 404 404 404 404 404 404 404 302
POST plan/agreements/{agreement_table}/edit/ -                             422 422 404 404 422 404 404 404 404 404 302
POST plan/agreements/{agreement_own}/edit/ -                               404 404 422 404 404 404 404 404 404 404 302
POST plan/agreements/{agreement_table}/outcome/ -                          422 422 404 404 422 404 404 404 404 404 302
POST plan/agreements/{agreement_own}/outcome/ -                            404 404 422 404 404 404 404 404 404 404 302
POST plan/agreements/{agreement_table}/state/ state=ended                  303 303 404 404 303 404 404 404 404 404 302
POST plan/agreements/{agreement_own}/state/ state=ended                    404 404 303 404 404 404 404 404 404 404 302
GET  plan/reviews/ -                                                       200 200 200 200 200 200 200 404 404 200 302
GET  plan/reviews/new/ -                                                   200 200 200 200 200 200 200 404 404 404 302
POST plan/reviews/new/ -                                                   422 422 422 422 422 422 422 404 404 404 302
GET  plan/reviews/{review_table}/ -                                        200 200 200 200 200 200 404 404 404 200 302
GET  plan/reviews/{review_family}/ -                                       200 200 200 200 404 404 404 404 404 404 302
GET  plan/reviews/{review_own}/ -                                          404 404 200 404 404 404 200 404 404 404 302
GET  plan/reviews/{review_table}/edit/ -                                   200 200 404 404 200 404 404 404 404 404 302
GET  plan/reviews/{review_own}/edit/ -                                     404 404 200 404 404 404 404 404 404 404 302
POST plan/reviews/{review_table}/edit/ -                                   422 422 404 404 422 404 404 404 404 404 302
POST plan/reviews/{review_own}/edit/ -                                     404 404 422 404 404 404 404 404 404 404 302
GET  plan/items/{goal_table}/move/ -                                       200 200 404 404 200 404 404 404 404 404 302
GET  plan/items/{goal_own}/move/ -                                         404 404 200 404 404 404 404 404 404 404 302
POST plan/items/{goal_table}/move/ to={circle_family}                      303 303 404 404 404 404 404 404 404 404 302
POST plan/items/{goal_own}/move/ to={circle_table}                         404 404 422 404 404 404 404 404 404 404 302
GET  plan/items/{review_table}/delete/ -                                   200 200 404 404 200 404 404 404 404 404 302
GET  plan/items/{review_own}/delete/ -                                     404 404 200 404 404 404 404 404 404 404 302
POST plan/items/{review_table}/delete/ -                                   303 303 404 404 303 404 404 404 404 404 302
POST plan/items/{review_own}/delete/ -                                     404 404 303 404 404 404 404 404 404 404 302
GET  plan/fridge/ -                                                        200 200 200 200 200 200 404 404 404 200 302
GET  plan/fridge.pdf -                                                     200 200 200 200 200 200 404 404 404 200 302
"""

TABLE = """
GET  table/ -                                                              200 200 200 200 200 200 200 404 404 200 302
GET  table/pulse/ -                                                        204 204 204 204 204 204 204 404 404 204 404
POST table/stop-viewing/ -                                                 303 303 303 303 303 303 303 404 404 303 404
GET  table/leave/ -                                                        200 200 200 200 200 200 200 404 404 404 302
POST table/leave/ -                                                        303 303 303 303 303 303 303 404 404 404 302
POST table/freeze/ -                                                       303 303 404 404 404 404 404 404 404 404 302
POST table/thaw/ -                                                         303 303 404 404 404 404 404 404 404 404 302
GET  table/seats/new/ -                                                    200 200 404 404 404 404 404 404 404 404 302
POST table/seats/new/ -                                                    422 422 404 404 404 404 404 404 404 404 302
GET  table/seats/{seat_Bo}/ -                                              200 200 200 200 200 200 404 404 404 200 302
GET  table/seats/{seat_Tess}/ -                                            200 200 200 200 200 200 200 404 404 200 302
GET  table/seats/{seat_Eva}/ -                                             404 404 200 404 404 404 200 404 404 404 302
GET  table/seats/{seat_Bo}/edit/ -                                         200 200 404 404 200 404 404 404 404 404 302
GET  table/seats/{seat_Tess}/edit/ -                                       200 200 200 404 404 404 404 404 404 404 302
GET  table/seats/{seat_Eva}/edit/ -                                        404 404 404 404 404 404 200 404 404 404 302
POST table/seats/{seat_Bo}/edit/ -                                         422 422 404 404 422 404 404 404 404 404 302
POST table/seats/{seat_Eva}/edit/ -                                        404 404 404 404 404 404 422 404 404 404 302
POST table/seats/{seat_Bo}/end/ -                                          303 303 404 404 404 404 404 404 404 404 302
POST table/seats/{seat_Ben}/end/ -                                         404 404 404 404 404 404 404 404 404 404 302
POST table/seats/{seat_Eva}/end/ -                                         404 404 404 404 404 404 404 404 404 404 302
POST table/seats/{seat_Bo}/coordinator/ -                                  303 303 404 404 404 404 404 404 404 404 302
POST table/seats/{seat_Eva}/coordinator/ -                                 404 404 404 404 404 404 404 404 404 404 302
POST table/seats/{seat_Bo}/view-as/ -                                      303 303 404 404 404 404 404 404 404 404 302
POST table/seats/{seat_Tess}/view-as/ -                                    303 303 404 404 404 404 404 404 404 404 302
POST table/seats/{seat_Eva}/view-as/ -                                     404 404 404 404 404 404 404 404 404 404 302
GET  table/letters/new/ -                                                  200 200 404 404 404 404 404 404 404 404 302
GET  table/letters/new/?circle={circle_own} -                              404 404 200 404 404 404 404 404 404 404 302
GET  table/letters/new/?seat={seat_Finn} -                                 200 200 404 404 404 404 404 404 404 404 302
GET  table/letters/new/?ask={ask} -                                        200 200 404 404 404 404 404 404 404 404 302
POST table/letters/new/ role=network                                       422 422 404 404 404 404 404 404 404 404 302
POST table/letters/new/ role=network&circle={circle_own}                   404 404 422 404 404 404 404 404 404 404 302
POST table/letters/{letter_table}/again/ -                                 303 303 404 404 404 404 404 404 404 404 302
POST table/letters/{letter_own}/again/ -                                   404 404 303 404 404 404 404 404 404 404 302
POST table/letters/{letter_table}/withdraw/ -                              303 303 404 404 404 404 404 404 404 404 302
POST table/letters/{letter_own}/withdraw/ -                                404 404 303 404 404 404 404 404 404 404 302
POST table/letters/{letter_table}/delete/ -                                404 404 404 404 404 404 404 404 404 404 302
POST table/letters/{letter_own}/delete/ -                                  404 404 404 404 404 404 404 404 404 404 302
GET  table/asks/new/ -                                                     404 404 200 200 200 200 404 404 404 404 302
POST table/asks/new/ -                                                     404 404 422 422 422 422 404 404 404 404 302
POST table/asks/{ask}/decline/ -                                           303 303 404 404 404 404 404 404 404 404 302
POST table/asks/{ask}/delete/ -                                            303 303 404 404 303 404 404 404 404 404 302
GET  table/circles/ -                                                      200 200 200 200 200 200 200 404 404 200 302
GET  table/circles/new/ -                                                  200 200 404 404 404 404 404 404 404 404 302
POST table/circles/new/ -                                                  422 422 404 404 404 404 404 404 404 404 302
GET  table/circles/own/ -                                                  200 200 200 200 404 404 404 404 404 404 302
POST table/circles/own/ -                                                  422 422 422 422 404 404 404 404 404 404 302
GET  table/circles/{circle_table}/ -                                       200 200 200 200 200 200 404 404 404 200 302
GET  table/circles/{circle_family}/ -                                      200 200 200 200 404 404 404 404 404 404 302
GET  table/circles/{circle_school}/ -                                      200 200 200 404 200 404 404 404 404 200 302
GET  table/circles/{circle_own}/ -                                         404 404 200 404 404 404 200 404 404 404 302
GET  table/circles/{circle_school}/name/ -                                 200 200 404 404 404 404 404 404 404 404 302
GET  table/circles/{circle_table}/name/ -                                  404 404 404 404 404 404 404 404 404 404 302
GET  table/circles/{circle_own}/name/ -                                    404 404 200 404 404 404 404 404 404 404 302
POST table/circles/{circle_school}/name/ -                                 422 422 404 404 404 404 404 404 404 404 302
POST table/circles/{circle_own}/name/ -                                    404 404 422 404 404 404 404 404 404 404 302
POST table/circles/{circle_school}/fill/ seats={seat_Kim}                  303 303 404 404 404 404 404 404 404 404 302
POST table/circles/{circle_own}/fill/ seats={seat_Kim}                     404 404 303 404 404 404 404 404 404 404 302
POST table/circles/{circle_school}/empty/ -                                303 303 404 404 404 404 404 404 404 404 302
POST table/circles/{circle_own}/empty/ -                                   404 404 303 404 404 404 404 404 404 404 302
POST table/circles/{circle_school}/leave/ -                                404 404 303 404 303 404 404 404 404 404 302
POST table/circles/{circle_table}/leave/ -                                 404 404 404 404 404 404 404 404 404 404 302
POST table/circles/{circle_own}/leave/ -                                   404 404 404 404 404 404 303 404 404 404 302
GET  table/circles/{circle_school}/remove/ -                               200 200 404 404 404 404 404 404 404 404 302
GET  table/circles/{circle_own}/remove/ -                                  404 404 200 404 404 404 404 404 404 404 302
POST table/circles/{circle_school}/remove/ to=delete                       303 303 404 404 404 404 404 404 404 404 302
POST table/circles/{circle_table}/remove/ to=delete                        404 404 404 404 404 404 404 404 404 404 302
POST table/circles/{circle_own}/remove/ to=delete                          404 404 303 404 404 404 404 404 404 404 302
POST table/circles/{circle_school}/seats/{seat_Bo}/take-out/ -             303 303 404 404 404 404 404 404 404 404 302
POST table/circles/{circle_own}/seats/{seat_Eva}/take-out/ -               404 404 303 404 404 404 404 404 404 404 302
"""

OUTSIDE = """
GET  / -                                                                   302 302 302 302 302 302 302 302 302 302 200
GET  /healthz -                                                            200 200 200 200 200 200 200 200 200 200 200
GET  /sign-in/ -                                                           200 200 200 200 200 200 200 200 200 200 200
POST /sign-in/ -                                                           422 422 422 422 422 422 422 422 422 422 422
POST /sign-out/ -                                                          303 303 303 303 303 303 303 303 303 303 303
GET  /exit/ -                                                              302 302 302 302 302 302 302 302 302 302 302
POST /exit/ -                                                              302 302 302 302 302 302 302 302 302 302 302
POST /language/ -                                                          303 303 303 303 303 303 303 303 303 303 303
GET  /sign-up/ -                                                           200 200 200 200 200 200 200 200 200 200 200
POST /sign-up/ -                                                           422 422 422 422 422 422 422 422 422 422 422
GET  /look-in-your-mail/ -                                                 200 200 200 200 200 200 200 200 200 200 200
GET  /finish/{token_never}/ -                                              404 404 404 404 404 404 404 404 404 404 404
POST /finish/{token_never}/ -                                              404 404 404 404 404 404 404 404 404 404 404
GET  /forgotten/ -                                                         200 200 200 200 200 200 200 200 200 200 200
POST /forgotten/ -                                                         422 422 422 422 422 422 422 422 422 422 422
GET  /new-password/x/{token_never}/ -                                      404 404 404 404 404 404 404 404 404 404 404
POST /new-password/x/{token_never}/ -                                      404 404 404 404 404 404 404 404 404 404 404
GET  /account/ -                                                           200 200 200 200 200 200 200 200 200 200 302
POST /account/ -                                                           422 422 422 422 422 422 422 422 422 422 302
POST /account/password/ -                                                  422 422 422 422 422 422 422 422 422 422 302
GET  /prove/ -                                                             200 200 200 200 200 200 200 200 200 200 302
POST /prove/ -                                                             422 422 422 422 422 422 422 422 422 422 302
GET  /prove/go-on/ -                                                       303 303 303 303 303 303 303 303 303 303 302
GET  /demo/letters/ -                                                      404 404 404 404 404 404 404 404 404 404 404
GET  /today/ -                                                             302 302 302 302 302 302 302 200 302 302 302
GET  /start/ -                                                             200 200 200 200 200 200 200 200 200 200 302
POST /start/ -                                                             303 303 303 303 303 303 303 303 303 303 302
GET  /start/you/ -                                                         302 302 302 302 302 302 302 302 302 302 302
POST /start/you/ -                                                         303 303 303 303 303 303 303 303 303 303 302
GET  /letter/{token_table}/ -                                              404 404 404 404 404 404 404 404 404 404 200
GET  /letter/{token_own}/ -                                                404 404 404 404 404 404 404 404 404 404 200
GET  /letter/{token_never}/ -                                              404 404 404 404 404 404 404 404 404 404 200
POST /letter/{token_table}/ name=Bo                                        404 404 404 404 404 404 404 404 404 404 200
POST /letter/{token_own}/ answer=no                                        404 404 404 404 404 404 404 404 404 404 200
"""
